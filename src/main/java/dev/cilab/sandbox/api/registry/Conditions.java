package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status.conditions}. */
public final class Conditions {

    private Conditions() {}

    public static boolean isTrue(ObjectNode object, String type) {
        for (JsonNode condition : Json.at(object, "status", "conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return Json.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    /** Sets a condition; its transition time moves only when its status does. */
    public static void set(ObjectNode object, String type, boolean holds, String reason, String message, String now) {
        ObjectNode status = Json.object(object, "status");
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode known ? known : status.putArray("conditions");
        ObjectNode condition = null;
        for (JsonNode known : conditions) {
            if (Json.text(known, "type").equals(type)) {
                condition = (ObjectNode) known;
            }
        }
        if (condition == null) {
            condition = conditions.addObject();
        }
        String wanted = holds ? "True" : "False";
        if (!Json.text(condition, "status").equals(wanted)) {
            condition.put("lastTransitionTime", now);
        }
        putOrDrop(condition, "message", message);
        putOrDrop(condition, "reason", reason);
        condition.put("status", wanted).put("type", type);
    }

    private static void putOrDrop(ObjectNode condition, String field, String text) {
        if (text.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, text);
        }
    }
}
