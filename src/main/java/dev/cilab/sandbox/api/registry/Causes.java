package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects what is wrong with an object, field by field, for one 422 answer. */
public final class Causes {

    private final List<Cause> causes = new ArrayList<>();

    private record Cause(String reason, String field, String message) {}

    public void required(String field, String detail) {
        add("FieldValueRequired", field, detail.isEmpty() ? "Required value" : "Required value: " + detail);
    }

    public void invalid(String field, Object value, String detail) {
        add("FieldValueInvalid", field, "Invalid value: " + shown(value) + ": " + detail);
    }

    public void forbidden(String field, String detail) {
        add("FieldValueForbidden", field, "Forbidden: " + detail);
    }

    public void duplicate(String field, Object value) {
        add("FieldValueDuplicate", field, "Duplicate value: " + shown(value));
    }

    public void notFound(String field, Object value) {
        add("FieldValueNotFound", field, "Not found: " + shown(value));
    }

    public void tooLong(String field, int bytes) {
        add("FieldValueTooLong", field, "Too long: may not be more than " + bytes + " bytes");
    }

    public void unsupported(String field, Object value, List<String> supported) {
        List<String> quoted =
                supported.stream().sorted().map(one -> "\"" + one + "\"").toList();
        add(
                "FieldValueNotSupported",
                field,
                "Unsupported value: " + shown(value) + ": supported values: " + String.join(", ", quoted));
    }

    public boolean isEmpty() {
        return causes.isEmpty();
    }

    /** @throws ApiError 422 Invalid when anything was collected */
    void check(Resource resource, String name) {
        if (!causes.isEmpty()) {
            throw error(resource, name);
        }
    }

    private ApiError error(Resource resource, String name) {
        ObjectNode details = Json.object();
        details.put("name", name);
        if (!resource.type().group().isEmpty()) {
            details.put("group", resource.type().group());
        }
        details.put("kind", resource.type().kind());
        ArrayNode list = details.putArray("causes");
        List<String> sentences = new ArrayList<>();
        for (Cause cause : causes) {
            list.addObject()
                    .put("reason", cause.reason())
                    .put("message", cause.message())
                    .put("field", cause.field());
            sentences.add(cause.field() + ": " + cause.message());
        }
        String all = sentences.size() == 1 ? sentences.getFirst() : "[" + String.join(", ", sentences) + "]";
        String message = resource.qualifiedKind() + " \"" + name + "\" is invalid: " + all;
        return new ApiError(422, "Invalid", message, details);
    }

    private void add(String reason, String field, String message) {
        causes.add(new Cause(reason, field, message));
    }

    private static String shown(Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "\"" + text + "\"";
            case JsonNode node when node.isString() -> "\"" + node.stringValue() + "\"";
            default -> value.toString();
        };
    }
}
