package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status.conditions}: one entry per type, its transition time changes only with its status. */
public final class Conditions {

    private Conditions() {}

    public static Optional<JsonNode> find(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    public static boolean isTrue(JsonNode status, String type) {
        return find(status, type)
                .map(condition -> Json.text(condition, "status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** Sets a condition; empty reason and message are left out. Returns the entry for further fields. */
    public static ObjectNode set(
            ObjectNode status, String type, boolean value, String reason, String message, Instant now) {
        return set(status, type, value ? "True" : "False", reason, message, now);
    }

    public static ObjectNode set(
            ObjectNode status, String type, String value, String reason, String message, Instant now) {
        ObjectNode condition = find(status, type).map(ObjectNode.class::cast).orElseGet(() -> added(status, type));
        if (!Json.text(condition, "status").equals(value)) {
            condition.put("status", value).put("lastTransitionTime", Meta.text(now));
        }
        text(condition, "reason", reason);
        text(condition, "message", message);
        return condition;
    }

    public static void remove(ObjectNode status, String type) {
        if (status.get("conditions") instanceof ArrayNode conditions) {
            conditions.removeIf(condition -> Json.text(condition, "type").equals(type));
        }
    }

    private static ObjectNode added(ObjectNode status, String type) {
        return status.withArray("conditions").addObject().put("type", type);
    }

    private static void text(ObjectNode condition, String field, String value) {
        if (value.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, value);
        }
    }
}
