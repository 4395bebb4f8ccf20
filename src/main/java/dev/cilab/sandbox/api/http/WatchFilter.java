package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.store.StoreEvent;
import dev.cilab.sandbox.api.store.StoreEvent.Kind;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a store event means to a watch with selectors: an object that leaves the selection is DELETED, one that enters is ADDED. */
final class WatchFilter {

    private final Registry registry;
    private final WatchRequest request;

    WatchFilter(Registry registry, WatchRequest request) {
        this.registry = registry;
        this.request = request;
    }

    record Seen(Kind kind, ObjectNode object) {}

    Optional<Seen> see(StoreEvent event) {
        if (!request.namespace().isEmpty()
                && !request.namespace().equals(event.key().namespace())) {
            return Optional.empty();
        }
        boolean was = event.kind() != Kind.ADDED && selected(event.before());
        boolean is = event.kind() != Kind.DELETED && selected(event.object());
        if (was && is) {
            return seen(Kind.MODIFIED, event.object());
        }
        if (is) {
            return seen(Kind.ADDED, event.object());
        }
        return was ? seen(Kind.DELETED, lastSelected(event)) : Optional.empty();
    }

    boolean selected(ObjectNode stored) {
        return request.list().selection().test(registry.present(request.resource(), stored));
    }

    /** The state the watcher knew, with the revision of the event that took it away. */
    private static ObjectNode lastSelected(StoreEvent event) {
        if (event.kind() == Kind.DELETED) {
            return event.object();
        }
        ObjectNode last = event.before().deepCopy();
        last.withObject("metadata").put("resourceVersion", Long.toString(event.revision()));
        return last;
    }

    private Optional<Seen> seen(Kind kind, ObjectNode stored) {
        return Optional.of(new Seen(kind, registry.present(request.resource(), stored)));
    }
}
