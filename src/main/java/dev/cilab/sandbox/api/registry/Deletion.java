package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes objects away: at once, after a grace period (pods), or when the last finalizer has gone. */
public final class Deletion {

    static final String ORPHAN = "orphan";
    static final String FOREGROUND = "foregroundDeletion";
    private static final Set<String> PERMANENT_NAMESPACES = Set.of("default", "kube-system", "kube-public");
    private static final int DEFAULT_GRACE = 30;

    private final Store store;
    private final Metadata metadata;

    /** @param gone false while a grace period or a finalizer holds the object */
    public record Outcome(ObjectNode object, boolean gone) {}

    Deletion(Store store, Metadata metadata) {
        this.store = store;
        this.metadata = metadata;
    }

    Outcome delete(Resource resource, Key key, DeleteOptions options) {
        if (resource.is("", "Namespace") && PERMANENT_NAMESPACES.contains(key.name())) {
            throw Errors.forbidden(resource, key.name(), "this namespace may not be deleted");
        }
        return store.locked(() -> {
            ObjectNode stored =
                    store.get(resource.bucket(), key).orElseThrow(() -> Errors.notFound(resource, key.name()));
            checkPreconditions(resource, stored, options);
            ObjectNode object = stored.deepCopy();
            boolean waits = mark(resource, object, options);
            if (options.dryRun()) {
                return new Outcome(object, !waits);
            }
            if (!waits) {
                return new Outcome(store.remove(resource.bucket(), key).orElse(stored), true);
            }
            return new Outcome(Parts.same(stored, object) ? stored : store.put(resource.bucket(), object), false);
        });
    }

    /** Stores an updated object, or removes it when this update took away the last thing that held it. */
    ObjectNode settle(Resource resource, ObjectNode object) {
        boolean leaving = object.path("metadata").has("deletionTimestamp");
        if (leaving && !holds(resource, object)) {
            return store.remove(resource.bucket(), Key.of(object)).orElse(object);
        }
        return store.put(resource.bucket(), object);
    }

    /** Marks the object as leaving; true when something still holds it. */
    private boolean mark(Resource resource, ObjectNode object, DeleteOptions options) {
        ObjectNode meta = Metadata.of(object);
        setPropagation(meta, options.propagation());
        long grace = grace(resource, object, options);
        boolean leaving = meta.has("deletionTimestamp");
        long left = leaving ? meta.path("deletionGracePeriodSeconds").asLong(0) : Long.MAX_VALUE;
        if (!leaving || grace < left) {
            if (!leaving && resource.generated()) {
                metadata.nextGeneration(object);
            }
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            meta.put("deletionTimestamp", now.plusSeconds(grace).toString());
            meta.put("deletionGracePeriodSeconds", grace);
        }
        if (resource.is("", "Namespace")) {
            Json.object(object, "status").put("phase", "Terminating");
        }
        return holds(resource, object);
    }

    private static boolean holds(Resource resource, ObjectNode object) {
        boolean namespaceHolds = resource.is("", "Namespace")
                && !Json.at(object, "spec", "finalizers").isEmpty();
        return Metadata.hasFinalizers(object)
                || namespaceHolds
                || Json.at(object, "metadata", "deletionGracePeriodSeconds").asLong(0) > 0;
    }

    private static long grace(Resource resource, ObjectNode object, DeleteOptions options) {
        if (!resource.is("", "Pod")) {
            return 0;
        }
        String phase = Json.text(object, "status", "phase");
        boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
        if (ended || Json.text(object, "spec", "nodeName").isEmpty()) {
            return 0;
        }
        long own = Json.at(object, "spec", "terminationGracePeriodSeconds").asLong(DEFAULT_GRACE);
        return options.grace() >= 0 ? options.grace() : own;
    }

    private static void setPropagation(ObjectNode meta, DeleteOptions.Propagation propagation) {
        switch (propagation) {
            case BACKGROUND -> {}
            case FOREGROUND -> addFinalizer(meta, FOREGROUND);
            case ORPHAN -> addFinalizer(meta, ORPHAN);
        }
    }

    private static void addFinalizer(ObjectNode meta, String finalizer) {
        ArrayNode finalizers = meta.get("finalizers") instanceof ArrayNode known ? known : meta.putArray("finalizers");
        for (JsonNode known : finalizers) {
            if (known.asString("").equals(finalizer)) {
                return;
            }
        }
        finalizers.add(finalizer);
    }

    private static void checkPreconditions(Resource resource, ObjectNode stored, DeleteOptions options) {
        refuseUnless(resource, stored, "UID", options.uid(), Json.text(stored, "metadata", "uid"));
        refuseUnless(
                resource,
                stored,
                "ResourceVersion",
                options.resourceVersion(),
                Json.text(stored, "metadata", "resourceVersion"));
    }

    private static void refuseUnless(Resource resource, ObjectNode stored, String what, String asked, String is)
            throws ApiError {
        if (!asked.isEmpty() && !asked.equals(is)) {
            throw Errors.conflict(
                    resource,
                    Json.text(stored, "metadata", "name"),
                    "Precondition failed: " + what + " in precondition: " + asked + ", " + what + " in object meta: "
                            + is);
        }
    }
}
