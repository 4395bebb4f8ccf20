package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Bucket;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.StoreEvent;
import dev.cilab.sandbox.api.store.StoreEvent.Kind;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Empties a namespace that was deleted, and lets it go when the last object has gone. */
final class NamespaceEnd implements Consumer<StoreEvent> {

    private static final Bucket NAMESPACES = new Bucket("", "namespaces");

    private final Registry registry;

    NamespaceEnd(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(StoreEvent event) {
        if (event.bucket().equals(NAMESPACES)) {
            boolean began = event.kind() == Kind.MODIFIED
                    && Finalizers.leaving(event.object())
                    && !Finalizers.leaving(event.before());
            if (began) {
                empty(event.key().name());
                letGo(event.key().name());
            }
        } else if (event.kind() == Kind.DELETED && leaving(event.key().namespace())) {
            letGo(event.key().namespace());
        }
    }

    private boolean leaving(String namespace) {
        return !namespace.isEmpty()
                && registry.store()
                        .get(NAMESPACES, new Key("", namespace))
                        .filter(Finalizers::leaving)
                        .isPresent();
    }

    private void empty(String namespace) {
        for (Bucket bucket : registry.store().buckets()) {
            for (ObjectNode object : registry.store().list(bucket, namespace).objects()) {
                registry.resources().serving(bucket).ifPresent(resource -> delete(resource, Key.of(object)));
            }
        }
    }

    private void delete(Resource resource, Key key) {
        try {
            registry.delete(resource, key, DeleteOptions.NORMAL);
        } catch (ApiError error) {
            if (error.code() != 404) {
                throw error;
            }
        }
    }

    private void letGo(String namespace) {
        boolean empty = registry.store().buckets().stream()
                .allMatch(bucket ->
                        registry.store().list(bucket, namespace).objects().isEmpty());
        if (!empty) {
            return;
        }
        Resource namespaces = registry.resources().find("", "v1", "namespaces").orElseThrow();
        try {
            registry.update(
                    namespaces,
                    new Key("", namespace),
                    Part.FINALIZE,
                    object -> {
                        Json.object(object, "spec").remove("finalizers");
                        return object;
                    },
                    WriteOptions.NORMAL);
        } catch (ApiError error) {
            if (error.code() != 404) {
                throw error;
            }
        }
    }
}
