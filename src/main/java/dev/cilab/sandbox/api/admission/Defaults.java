package dev.cilab.sandbox.api.admission;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fills fields that are missing or null. */
final class Defaults {

    private Defaults() {}

    static void text(ObjectNode object, String field, String value) {
        if (absent(object, field)) {
            object.put(field, value);
        }
    }

    static void number(ObjectNode object, String field, int value) {
        if (absent(object, field)) {
            object.put(field, value);
        }
    }

    static void flag(ObjectNode object, String field, boolean value) {
        if (absent(object, field)) {
            object.put(field, value);
        }
    }

    static void empty(ObjectNode object, String field) {
        if (absent(object, field)) {
            object.putObject(field);
        }
    }

    static boolean absent(ObjectNode object, String field) {
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }

    /** The objects of an array; anything else in it is left to validation. */
    static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode item : array) {
            if (item instanceof ObjectNode object) {
                objects.add(object);
            }
        }
        return objects;
    }
}
