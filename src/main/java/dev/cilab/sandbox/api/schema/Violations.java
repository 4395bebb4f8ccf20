package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong with a custom resource, in the words of a real server. */
final class Violations {

    private final List<Violation> all = new ArrayList<>();

    private record Violation(String reason, String field, String message) {}

    boolean isEmpty() {
        return all.isEmpty();
    }

    void required(String field) {
        add("FieldValueRequired", field, "Required value");
    }

    void type(String field, JsonNode value, String type) {
        String found = typeOf(value);
        add(
                "FieldValueTypeInvalid",
                field,
                "Invalid value: \"" + found + "\": " + field + " in body must be of type " + type + ": \"" + found
                        + "\"");
    }

    void invalid(String field, JsonNode value, String why) {
        add("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
    }

    void should(String field, JsonNode value, String what) {
        invalid(field, value, field + " in body should " + what);
    }

    void unsupported(String field, JsonNode value, JsonNode supported) {
        List<String> values = supported.valueStream().map(JsonNode::toString).toList();
        add(
                "FieldValueNotSupported",
                field,
                "Unsupported value: " + value + ": supported values: " + String.join(", ", values));
    }

    void tooLong(String field, long most) {
        add("FieldValueTooLong", field, "Too long: may not be more than " + most + " bytes");
    }

    void tooMany(String field, int count, long most) {
        add("FieldValueTooMany", field, "Too many: " + count + ": must have at most " + most + " items");
    }

    void duplicate(String field, JsonNode value) {
        add("FieldValueDuplicate", field, "Duplicate value: " + value);
    }

    /** @param type of the schema that the rule stands in; what a real server shows instead of the value */
    void rule(String field, String type, String reason, String message) {
        String intro = reason.equals("FieldValueForbidden") ? "Forbidden: " : "Invalid value: \"" + type + "\": ";
        add(reason.isEmpty() ? "FieldValueInvalid" : reason, field, intro + message);
    }

    /** @throws ApiError 422 with one cause each, when there are any */
    void refuse(ResourceType type, String name) {
        if (all.isEmpty()) {
            return;
        }
        ObjectNode details =
                Json.object().put("name", name).put("group", type.group()).put("kind", type.kind());
        ArrayNode causes = details.putArray("causes");
        List<String> sentences = new ArrayList<>();
        for (Violation violation : all) {
            causes.addObject()
                    .put("reason", violation.reason())
                    .put("message", violation.message())
                    .put("field", violation.field());
            sentences.add(violation.field() + ": " + violation.message());
        }
        String list = sentences.size() == 1 ? sentences.getFirst() : "[" + String.join(", ", sentences) + "]";
        String kind = type.kind() + "." + type.group();
        throw new ApiError(422, "Invalid", kind + " \"" + name + "\" is invalid: " + list, details);
    }

    private void add(String reason, String field, String message) {
        all.add(new Violation(reason, field, message));
    }

    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL, MISSING -> "null";
            case STRING, BINARY, POJO -> "string";
        };
    }
}
