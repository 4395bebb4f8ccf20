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
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** What every namespace has: the service account {@code default} and the cluster's certificate in {@code kube-root-ca.crt}. */
final class NamespaceContents implements Consumer<StoreEvent> {

    private static final Bucket NAMESPACES = new Bucket("", "namespaces");
    private static final Bucket ACCOUNTS = new Bucket("", "serviceaccounts");
    private static final Bucket MAPS = new Bucket("", "configmaps");
    private static final String ACCOUNT = "default";
    private static final String AUTHORITY = "kube-root-ca.crt";

    private final Registry registry;
    private final String authority;

    NamespaceContents(Registry registry, String authority) {
        this.registry = registry;
        this.authority = authority;
    }

    @Override
    public void accept(StoreEvent event) {
        if (event.bucket().equals(NAMESPACES) && event.kind() == Kind.ADDED) {
            account(event.key().name());
            authority(event.key().name());
        }
        if (event.kind() == Kind.DELETED && active(event.key().namespace())) {
            boolean account =
                    event.bucket().equals(ACCOUNTS) && event.key().name().equals(ACCOUNT);
            boolean map = event.bucket().equals(MAPS) && event.key().name().equals(AUTHORITY);
            if (account) {
                account(event.key().namespace());
            } else if (map) {
                authority(event.key().namespace());
            }
        }
    }

    private void account(String namespace) {
        create("serviceaccounts", named("ServiceAccount", namespace, ACCOUNT));
    }

    private void authority(String namespace) {
        ObjectNode map = named("ConfigMap", namespace, AUTHORITY);
        Json.object(Json.object(map, "metadata"), "annotations")
                .put(
                        "kubernetes.io/description",
                        "Contains a CA bundle that can be used to verify the API server of this cluster.");
        map.putObject("data").put("ca.crt", authority);
        create("configmaps", map);
    }

    private boolean active(String namespace) {
        return registry.store()
                .get(NAMESPACES, new Key("", namespace))
                .filter(object -> !Finalizers.leaving(object))
                .isPresent();
    }

    private void create(String plural, ObjectNode object) {
        Resource resource = registry.resources().find("", "v1", plural).orElseThrow();
        try {
            registry.create(resource, object, WriteOptions.NORMAL);
        } catch (ApiError error) {
            // Somebody else made it, or the namespace is leaving: both are fine.
            if (error.code() != 409 && error.code() != 403 && error.code() != 404) {
                throw error;
            }
        }
    }

    private static ObjectNode named(String kind, String namespace, String name) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", kind);
        object.putObject("metadata").put("name", name).put("namespace", namespace);
        return object;
    }
}
