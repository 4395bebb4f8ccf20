package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.Snapshot;
import dev.cilab.sandbox.api.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Lists, whole and in pages. */
final class Lists {

    private final Registry registry;
    private final Presenter presenter;

    Lists(Registry registry, Presenter presenter) {
        this.registry = registry;
        this.presenter = presenter;
    }

    Answer list(Resource resource, String namespace, ListRequest request, Call call) {
        Store store = registry.store();
        ContinueToken from = request.continueToken().isEmpty() ? null : ContinueToken.parse(request.continueToken());
        checkRevision(store, resource, request, from);
        Snapshot snapshot = store.list(resource.bucket(), namespace);
        Page page = page(resource, snapshot.objects(), request, from == null ? null : from.after());
        // Later pages keep the first page's revision, so that a watch from it misses nothing that came between.
        long revision = from == null ? snapshot.revision() : from.revision();
        ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(revision));
        if (page.remaining() > 0) {
            Key last = Key.of(page.objects().getLast());
            metadata.put("continue", new ContinueToken(revision, last).text());
            if (request.selectsAll()) {
                metadata.put("remainingItemCount", page.remaining());
            }
        }
        return presenter.list(resource, page.objects(), metadata, call);
    }

    private record Page(List<ObjectNode> objects, int remaining) {}

    private Page page(Resource resource, List<ObjectNode> stored, ListRequest request, Key after) {
        Predicate<ObjectNode> selection = request.selection();
        List<ObjectNode> objects = new ArrayList<>();
        int remaining = 0;
        for (ObjectNode candidate : stored) {
            if (after != null && Key.of(candidate).compareTo(after) <= 0) {
                continue;
            }
            ObjectNode object = registry.present(resource, candidate);
            if (!selection.test(object)) {
                continue;
            }
            if (request.limit() > 0 && objects.size() == request.limit()) {
                remaining++;
            } else {
                objects.add(object);
            }
        }
        return new Page(objects, remaining);
    }

    private static void checkRevision(Store store, Resource resource, ListRequest request, ContinueToken from) {
        if (from != null) {
            if (!store.remembers(resource.bucket(), from.revision())) {
                throw Store.expired(from.revision());
            }
            return;
        }
        long asked = request.revision();
        store.refuseFuture(asked);
        if (request.match().equals("Exact") && !store.unchangedSince(resource.bucket(), asked)) {
            throw Store.expired(asked);
        }
    }
}
