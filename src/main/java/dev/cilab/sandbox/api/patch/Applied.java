package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.schema.Shape;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The object of an apply request, checked as a typed value: known fields, keyed items once each; nulls say nothing. */
final class Applied {

    private final String what;

    private Applied(String what) {
        this.what = what;
    }

    static ObjectNode checked(ObjectNode applied, Shape shape) {
        String apiVersion = applied.path("apiVersion").asString("");
        String what = "failed to create typed patch object ("
                + applied.path("metadata").path("namespace").asString("") + "/"
                + applied.path("metadata").path("name").asString("") + "; " + apiVersion + ", Kind="
                + applied.path("kind").asString("") + "): ";
        ObjectNode copy = applied.deepCopy();
        new Applied(what).check(copy, shape, "");
        return copy;
    }

    private void check(JsonNode value, Shape shape, String path) {
        if (value instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (shape instanceof Shape.Struct struct
                        && !struct.open()
                        && !struct.fields().containsKey(entry.getKey())) {
                    throw refused(path + "." + entry.getKey() + ": field not declared in schema");
                }
                check(entry.getValue(), shape.field(entry.getKey()), path + "." + entry.getKey());
            }
        } else if (value instanceof ArrayNode array) {
            Set<String> seen = new HashSet<>();
            for (JsonNode item : array) {
                String key = Fields.granular(shape) ? FieldKey.item(item, (Shape.ListOf) shape) : "i:" + seen.size();
                if (key.equals("k:{}")) {
                    throw refused(path + ": element " + seen.size()
                            + ": associative list with keys has an element that omits key field "
                            + String.join(", ", ((Shape.ListOf) shape).keys()));
                }
                if (!seen.add(key)) {
                    throw refused(path + ": duplicate entries for key " + FieldKey.print(key));
                }
                check(item, shape.items(), path + FieldKey.print(key));
            }
        }
    }

    private ApiError refused(String why) {
        return new ApiError(500, "", what + why);
    }
}
