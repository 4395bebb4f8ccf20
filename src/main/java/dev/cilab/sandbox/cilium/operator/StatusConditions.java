package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list {@code status.conditions} of an object. */
final class StatusConditions {

    private StatusConditions() {}

    /** Sets one; the time of its last transition changes with its status only. */
    static void set(ObjectNode object, String type, String status, String reason, String message) {
        ObjectNode condition = Json.object()
                .put("type", type)
                .put("status", status)
                .put(
                        "observedGeneration",
                        object.path("metadata").path("generation").asLong(1))
                .put(
                        "lastTransitionTime",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("reason", reason)
                .put("message", message);
        ArrayNode conditions = conditions(object);
        for (int i = 0; i < conditions.size(); i++) {
            JsonNode old = conditions.get(i);
            if (old.path("type").asString("").equals(type)) {
                if (old.path("status").asString("").equals(status)) {
                    condition.set("lastTransitionTime", old.path("lastTransitionTime"));
                }
                conditions.set(i, condition);
                return;
            }
        }
        conditions.add(condition);
    }

    static void set(ObjectNode object, String type, boolean status, String message) {
        set(object, type, status ? "True" : "False", type.substring(type.indexOf('/') + 1), message);
    }

    static void remove(ObjectNode object, Set<String> types) {
        if (!object.path("status").path("conditions").isArray()) {
            return;
        }
        ArrayNode conditions = conditions(object);
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (types.contains(conditions.get(i).path("type").asString(""))) {
                conditions.remove(i);
            }
        }
    }

    private static ArrayNode conditions(ObjectNode object) {
        ObjectNode status = Json.object(object, "status");
        return status.get("conditions") instanceof ArrayNode list ? list : status.putArray("conditions");
    }
}
