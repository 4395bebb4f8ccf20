package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Metadata;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Key;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata.finalizers} of objects that are leaving. */
final class Finalizers {

    private Finalizers() {}

    static boolean leaving(ObjectNode object) {
        return object.path("metadata").has("deletionTimestamp");
    }

    static boolean has(ObjectNode object, String finalizer) {
        for (JsonNode known : Json.at(object, "metadata", "finalizers")) {
            if (known.asString("").equals(finalizer)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a finalizer away; the object goes when it was the last. One that has gone already is fine. */
    static void remove(Registry registry, Resource resource, Key key, String finalizer) {
        try {
            registry.update(resource, key, Part.MAIN, object -> without(object, finalizer), WriteOptions.NORMAL);
        } catch (ApiError error) {
            if (error.code() != 404) {
                throw error;
            }
        }
    }

    private static ObjectNode without(ObjectNode object, String finalizer) {
        ArrayNode left = Json.array();
        for (JsonNode known : Json.at(object, "metadata", "finalizers")) {
            if (!known.asString("").equals(finalizer)) {
                left.add(known);
            }
        }
        if (left.isEmpty()) {
            Metadata.of(object).remove("finalizers");
        } else {
            Metadata.of(object).set("finalizers", left);
        }
        return object;
    }
}
