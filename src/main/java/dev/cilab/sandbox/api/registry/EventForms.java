package dev.cilab.sandbox.api.registry;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An Event's two forms: {@code v1} and {@code events.k8s.io/v1} name the same fields differently. */
final class EventForms {

    private static final Map<String, String> CORE_TO_EVENTS = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount",
            "source", "deprecatedSource",
            "reportingComponent", "reportingController");

    private EventForms() {}

    static ObjectNode toEvents(ObjectNode core) {
        ObjectNode event = core.objectNode().put("apiVersion", "events.k8s.io/v1");
        for (Map.Entry<String, JsonNode> field : core.properties()) {
            if (!field.getKey().equals("apiVersion")) {
                event.set(CORE_TO_EVENTS.getOrDefault(field.getKey(), field.getKey()), field.getValue());
            }
        }
        return event;
    }

    static ObjectNode toCore(ObjectNode event) {
        ObjectNode core = event.objectNode().put("apiVersion", "v1");
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            if (!field.getKey().equals("apiVersion")) {
                core.set(coreName(field.getKey()), field.getValue());
            }
        }
        return core;
    }

    private static String coreName(String name) {
        for (Map.Entry<String, String> pair : CORE_TO_EVENTS.entrySet()) {
            if (pair.getValue().equals(name)) {
                return pair.getKey();
            }
        }
        return name;
    }
}
