package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Bucket;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.StoreEvent;
import dev.cilab.sandbox.api.store.StoreEvent.Kind;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The Service {@code kubernetes} and its endpoints come back when somebody deletes them ({@code kubectl delete all --all} does). */
final class ApiService implements Consumer<StoreEvent> {

    private static final Key KUBERNETES = new Key("default", "kubernetes");
    private static final Set<Bucket> BUCKETS = Set.of(
            new Bucket("", "services"), new Bucket("", "endpoints"), new Bucket("discovery.k8s.io", "endpointslices"));

    private final Registry registry;

    ApiService(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(StoreEvent event) {
        boolean ours = event.key().equals(KUBERNETES) && BUCKETS.contains(event.bucket());
        if (ours && event.kind() == Kind.DELETED) {
            registry.resources().serving(event.bucket()).ifPresent(resource -> restore(resource, event.object()));
        }
    }

    private void restore(Resource resource, ObjectNode last) {
        ObjectNode again = last.deepCopy();
        Json.object(again, "metadata").remove("resourceVersion");
        try {
            registry.create(resource, again, WriteOptions.NORMAL);
        } catch (ApiError error) {
            if (error.code() != 409) {
                throw error;
            }
        }
    }
}
