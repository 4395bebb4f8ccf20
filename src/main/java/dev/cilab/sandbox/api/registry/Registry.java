package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.Store;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes objects as the API defines it, whoever asks: defaults, validation, uid, generation, optimistic concurrency. Expensive work runs
 * outside the store's lock and is done again when somebody else was faster.
 */
public final class Registry {

    private final Store store;
    private final ResourceTable resources;
    private final Admission admission;
    private final Versions versions;
    private final Metadata metadata;
    private final Deletion deletion;

    /** What an update may change. */
    public enum Part {
        /** Everything but the status, where status is a subresource. */
        MAIN,
        STATUS,
        /** A pod's node and its scheduling condition: nobody but {@link Binding} writes both. */
        BINDING,
        /** Namespaces' {@code spec.finalizers}. */
        FINALIZE
    }

    public Registry(Store store, ResourceTable resources, Admission admission, Versions versions) {
        this.store = store;
        this.resources = resources;
        this.admission = admission;
        this.versions = versions;
        this.metadata = new Metadata();
        this.deletion = new Deletion(store, metadata);
    }

    public Store store() {
        return store;
    }

    public ResourceTable resources() {
        return resources;
    }

    /** A stored object as the resource's version shows it; not to be changed. */
    public ObjectNode present(Resource resource, ObjectNode stored) {
        return versions.present(resource, stored);
    }

    /** As the resource's version shows it; not to be changed. */
    public Optional<ObjectNode> get(Resource resource, Key key) {
        return store.get(resource.bucket(), key).map(stored -> versions.present(resource, stored));
    }

    /** @throws ApiError 404 */
    public ObjectNode require(Resource resource, Key key) {
        return get(resource, key).orElseThrow(() -> Errors.notFound(resource, key.name()));
    }

    /** @param given the caller's own copy, with the namespace already decided */
    public ObjectNode create(Resource resource, ObjectNode given, WriteOptions options) {
        metadata.begin(resource, given);
        Rules rules = admission.rules(resource);
        Causes causes = new Causes();
        ObjectNode object = versions.admit(resource, given, Optional.empty());
        rules.complete(object, null);
        metadata.validate(resource, object, null, causes);
        rules.validate(object, null, causes);
        String name = Key.of(object).name();
        causes.check(resource, name);
        return versions.present(resource, store.locked(() -> {
            if (store.get(resource.bucket(), Key.of(object)).isPresent()) {
                throw Errors.alreadyExists(resource, name);
            }
            requireNamespace(resource, object);
            rules.claim(object, null, causes);
            causes.check(resource, name);
            return options.dryRun() ? object : store.put(resource.bucket(), object);
        }));
    }

    /**
     * Changes a stored object. The change may run more than once; it gets a copy and returns the wanted state.
     *
     * @throws ApiError 404, 409 when the wanted state carries an outdated resourceVersion or another uid, 422
     */
    public ObjectNode update(
            Resource resource, Key key, Part part, UnaryOperator<ObjectNode> change, WriteOptions options) {
        while (true) {
            ObjectNode stored =
                    store.get(resource.bucket(), key).orElseThrow(() -> Errors.notFound(resource, key.name()));
            ObjectNode current = versions.present(resource, stored);
            ObjectNode wanted = change.apply(current.deepCopy());
            metadata.refuseStale(resource, current, wanted, options);
            Optional<ObjectNode> done =
                    commit(resource, stored, prepare(resource, current, wanted, part), part, options);
            if (done.isPresent()) {
                return versions.present(resource, done.get());
            }
        }
    }

    /** @return the object's last state; while finalizers or a grace period hold it, its present state */
    public Deletion.Outcome delete(Resource resource, Key key, DeleteOptions options) {
        Deletion.Outcome outcome = deletion.delete(resource, key, options);
        return new Deletion.Outcome(versions.present(resource, outcome.object()), outcome.gone());
    }

    private ObjectNode prepare(Resource resource, ObjectNode current, ObjectNode wanted, Part part) {
        Parts.carryOver(resource, current, wanted, part);
        Causes causes = new Causes();
        metadata.carryOver(current, wanted);
        ObjectNode admitted = versions.admit(resource, wanted, Optional.of(current));
        if (part == Part.MAIN) {
            Rules rules = admission.rules(resource);
            rules.complete(admitted, current);
            metadata.validate(resource, admitted, current, causes);
            rules.validate(admitted, current, causes);
        }
        causes.check(resource, Key.of(current).name());
        return admitted;
    }

    /** Empty when the stored object is no longer the one that the change was made for. */
    private Optional<ObjectNode> commit(
            Resource resource, ObjectNode stored, ObjectNode object, Part part, WriteOptions options) {
        return store.locked(() -> {
            Key key = Key.of(stored);
            if (store.get(resource.bucket(), key).orElse(null) != stored) {
                return Optional.empty();
            }
            if (part == Part.MAIN) {
                Causes causes = new Causes();
                admission.rules(resource).claim(object, stored, causes);
                causes.check(resource, key.name());
            }
            ObjectNode before = versions.present(resource, stored);
            if (Parts.same(before, object)) {
                return Optional.of(stored);
            }
            if (resource.generated() && Parts.specDiffers(before, object)) {
                metadata.nextGeneration(object);
            }
            if (options.dryRun()) {
                return Optional.of(object);
            }
            return Optional.of(deletion.settle(resource, object));
        });
    }

    private void requireNamespace(Resource resource, ObjectNode object) {
        if (!resource.type().namespaced()) {
            return;
        }
        String name = Key.of(object).namespace();
        if (name.isEmpty()) {
            throw Errors.badRequest("an empty namespace may not be set during creation");
        }
        Resource namespaces = resources.find("", "v1", "namespaces").orElseThrow();
        ObjectNode namespace =
                store.get(namespaces.bucket(), new Key("", name)).orElseThrow(() -> Errors.notFound(namespaces, name));
        if (namespace.path("metadata").has("deletionTimestamp")) {
            throw Errors.terminating(resource, Key.of(object).name(), name);
        }
    }
}
