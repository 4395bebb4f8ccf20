package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every controller works with. Controllers read the store itself, not a copy of it that lags behind their own writes; so none of them
 * needs to remember what it expects to see.
 */
public record ControllerContext(
        Objects objects, Kinds kinds, Watches watches, Workers workers, EventRecorder events, InstantSource clock) {

    private static final int NOT_FOUND = 404;

    public Instant now() {
        return clock.instant();
    }

    public Optional<ObjectNode> get(ResourceType type, Key key) {
        return objects.get(type, key.namespace(), key.name());
    }

    public List<ObjectNode> list(ResourceType type, String namespace, Predicate<ObjectNode> wanted) {
        return objects.list(type, namespace, "").stream().filter(wanted).toList();
    }

    /** Writes the status if it differs from the one the object has. */
    public void status(ResourceType type, ObjectNode object, ObjectNode status) {
        if (!Meta.same(object.path("status"), status)) {
            ObjectNode changed = object.deepCopy();
            changed.set("status", status);
            objects.updateStatus(type, changed);
        }
    }

    /** Deletes the object; that it is gone already is as good. */
    public void delete(ResourceType type, JsonNode object) {
        try {
            objects.delete(type, Meta.namespace(object), Meta.name(object));
        } catch (ApiError error) {
            if (error.code() != NOT_FOUND) {
                throw error;
            }
        }
    }
}
