package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds an object against its shape, as a strict decoder does: names that it does not know, values that cannot be read. */
final class FieldNames {

    private final ResourceType type;
    private final boolean typed;
    private final List<String> unknown = new ArrayList<>();

    /** @param typed values of the wrong JSON type are refused here (a custom resource's schema does that itself) */
    FieldNames(ResourceType type, boolean typed) {
        this.type = type;
        this.typed = typed;
    }

    /** @throws ApiError 400 when a value of a built-in type cannot be decoded */
    List<String> unknown(ObjectNode object, Shape shape) {
        walk(object, shape, "", type.kind());
        return unknown;
    }

    private void walk(JsonNode value, Shape shape, String path, String owner) {
        if (value.isNull()) {
            return;
        }
        if (shape instanceof Shape.Struct struct && value instanceof ObjectNode object) {
            walkStruct(object, struct, path);
        } else if (shape instanceof Shape.MapOf map && value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                walk(entry.getValue(), map.values(), Validation.join(path, entry.getKey()), owner);
            }
        } else if (shape instanceof Shape.ListOf list && value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                walk(array.get(i), list.items(), path + "[" + i + "]", owner);
            }
        } else if (typed && !readable(value, shape)) {
            throw unreadable(value, shape, path, owner);
        }
    }

    private void walkStruct(ObjectNode object, Shape.Struct struct, String path) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String at = Validation.join(path, entry.getKey());
            if (struct.fields().containsKey(entry.getKey())) {
                walk(entry.getValue(), struct.fields().get(entry.getKey()), at, struct.name());
            } else if (!struct.open()) {
                unknown.add("unknown field \"" + at + "\"");
            }
        }
    }

    private static boolean readable(JsonNode value, Shape shape) {
        if (shape instanceof Shape.Any) {
            return true;
        }
        return shape instanceof Shape.Scalar scalar
                && switch (scalar.type()) {
                    case "string" -> value.isString();
                    case "boolean" -> value.isBoolean();
                    case "int32" -> value.isIntegralNumber() && value.canConvertToInt();
                    case "int64" -> value.isIntegralNumber() && value.canConvertToLong();
                    case "number" -> value.isNumber();
                    case "intstr" -> value.isString() || value.isIntegralNumber();
                    case "quantity" -> value.isString() || value.isNumber();
                    default -> true;
                };
    }

    private ApiError unreadable(JsonNode value, Shape shape, String path, String owner) {
        String found = value.isNumber() ? "number" : value.isBoolean() ? "bool" : Violations.typeOf(value);
        String wanted =
                switch (shape) {
                    case Shape.Scalar scalar -> scalar.type().equals("boolean") ? "bool" : scalar.type();
                    case Shape.Struct struct -> type.version() + "." + struct.name();
                    case Shape.MapOf map -> "map[string]" + name(map.values());
                    case Shape.ListOf list -> "[]" + name(list.items());
                    case Shape.Any any -> "any";
                };
        String field = owner + "." + path.replaceAll("\\[\\d+]", "");
        return new ApiError(
                400,
                "BadRequest",
                type.kind() + " in version \"" + type.version() + "\" cannot be handled as a " + type.kind()
                        + ": json: cannot unmarshal " + found + " into Go struct field " + field + " of type "
                        + wanted);
    }

    private String name(Shape shape) {
        return shape instanceof Shape.Scalar scalar
                ? scalar.type()
                : shape instanceof Shape.Struct struct ? type.version() + "." + struct.name() : "any";
    }
}
