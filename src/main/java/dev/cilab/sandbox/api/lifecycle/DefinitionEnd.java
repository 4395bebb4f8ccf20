package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Conditions;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.Metadata;
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

/** Removes the custom resources of a CRD that was deleted, then lets the CRD go. */
final class DefinitionEnd implements Consumer<StoreEvent> {

    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";
    private static final Bucket DEFINITIONS = new Bucket("apiextensions.k8s.io", "customresourcedefinitions");

    private final Registry registry;

    DefinitionEnd(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(StoreEvent event) {
        if (event.bucket().equals(DEFINITIONS)) {
            if (event.kind() == Kind.MODIFIED && leaving(event.object()) && !Finalizers.leaving(event.before())) {
                tellTerminating(event.key());
                empty(instances(event.object()));
                letGo(event.key());
            }
        } else if (event.kind() == Kind.DELETED) {
            letGo(new Key("", event.bucket().plural() + "." + event.bucket().group()));
        }
    }

    private static boolean leaving(ObjectNode definition) {
        return Finalizers.leaving(definition) && Finalizers.has(definition, CLEANUP);
    }

    private void empty(Bucket instances) {
        Resource resource = registry.resources().serving(instances).orElse(null);
        if (resource == null) {
            registry.store().list(instances, "").objects().forEach(object -> registry.store()
                    .remove(instances, Key.of(object)));
            return;
        }
        for (ObjectNode object : registry.store().list(instances, "").objects()) {
            try {
                registry.delete(resource, Key.of(object), DeleteOptions.NORMAL);
            } catch (ApiError error) {
                if (error.code() != 404) {
                    throw error;
                }
            }
        }
    }

    private void letGo(Key key) {
        registry.store()
                .get(DEFINITIONS, key)
                .filter(DefinitionEnd::leaving)
                .filter(definition -> registry.store()
                        .list(instances(definition), "")
                        .objects()
                        .isEmpty())
                .ifPresent(definition -> Finalizers.remove(registry, definitions(), key, CLEANUP));
    }

    private void tellTerminating(Key key) {
        registry.update(
                definitions(),
                key,
                Part.STATUS,
                definition -> {
                    Conditions.set(
                            definition,
                            "Terminating",
                            true,
                            "InstanceDeletionInProgress",
                            "CustomResource deletion is in progress",
                            Metadata.now());
                    return definition;
                },
                WriteOptions.NORMAL);
    }

    private Resource definitions() {
        return registry.resources()
                .find("apiextensions.k8s.io", "v1", "customresourcedefinitions")
                .orElseThrow();
    }

    private static Bucket instances(ObjectNode definition) {
        return new Bucket(Json.text(definition, "spec", "group"), Json.text(definition, "spec", "names", "plural"));
    }
}
