package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.schema.Shape;
import dev.cilab.sandbox.api.schema.Shapes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What decoding into a typed structure does to an object: values of the wrong type are refused, fields that the type does not have and nulls are
 * dropped. Of custom resources only the metadata is typed; their schema judges the rest.
 */
final class TypedForm {

    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?");

    private final Shapes shapes;

    TypedForm(Shapes shapes) {
        this.shapes = shapes;
    }

    /** Changes the object in place. @throws ApiError 400 */
    void apply(Resource resource, ObjectNode object) {
        try {
            Shape shape = shapes.of(resource.type());
            if (resource.custom()) {
                struct(shape.field("metadata"), Json.object(object, "metadata"), "metadata");
            } else {
                struct(shape, object, "");
            }
        } catch (Mismatch mismatch) {
            throw Errors.badRequest(
                    resource.type().kind() + " in version \"" + resource.type().version() + "\" cannot be handled as a "
                            + resource.type().kind() + ": " + mismatch.getMessage());
        }
    }

    /** A value that its field cannot hold; never leaves this class. */
    private static final class Mismatch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    private static void struct(Shape shape, ObjectNode object, String path) {
        if (!(shape instanceof Shape.Struct struct)) {
            return;
        }
        for (String name : List.copyOf(object.propertyNames())) {
            JsonNode value = object.get(name);
            boolean known = struct.open() || struct.declares(name);
            if (value.isNull() || !known) {
                object.remove(name);
            } else {
                String at = path.isEmpty() ? name : path + "." + name;
                object.set(name, value(shape.field(name), value, struct.name(), at));
            }
        }
    }

    private static JsonNode value(Shape shape, JsonNode value, String owner, String path) {
        return switch (shape) {
            case Shape.Any any -> value;
            // A type without fields is one that says in code how it reads: times, embedded JSON.
            case Shape.Struct opaque when opaque.fields().isEmpty() -> value;
            case Shape.Scalar scalar -> scalar(scalar.type(), value, owner, path);
            case Shape.Struct struct -> {
                if (!(value instanceof ObjectNode object)) {
                    throw mismatch(value, owner, path, struct.name());
                }
                struct(struct, object, path);
                yield object;
            }
            case Shape.MapOf map -> {
                if (!(value instanceof ObjectNode object)) {
                    throw mismatch(value, owner, path, "map");
                }
                for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
                    object.set(entry.getKey(), element(map.values(), entry.getValue(), owner, path));
                }
                yield object;
            }
            case Shape.ListOf list -> {
                if (!(value instanceof ArrayNode array)) {
                    throw mismatch(value, owner, path, "[]" + name(list.items()));
                }
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, element(list.items(), array.get(i), owner, path));
                }
                yield array;
            }
        };
    }

    /** A null among others is the zero of its type. */
    private static JsonNode element(Shape shape, JsonNode value, String owner, String path) {
        if (!value.isNull()) {
            return value(shape, value, owner, path);
        }
        return switch (shape) {
            case Shape.Any any -> value;
            case Shape.Struct struct -> Json.object();
            case Shape.MapOf map -> Json.object();
            case Shape.ListOf list -> Json.array();
            case Shape.Scalar scalar ->
                switch (scalar.type()) {
                    case "string" -> StringNode.valueOf("");
                    case "boolean" -> BooleanNode.FALSE;
                    default -> JsonNodeFactory.instance.numberNode(0);
                };
        };
    }

    private static JsonNode scalar(String type, JsonNode value, String owner, String path) {
        boolean fits =
                switch (type) {
                    case "string" -> value.isString();
                    case "boolean" -> value.isBoolean();
                    case "int32" -> value.isIntegralNumber() && value.canConvertToInt();
                    case "int64" -> value.isIntegralNumber() && value.canConvertToLong();
                    case "number" -> value.isNumber();
                    case "intstr" -> value.isString() || value.isIntegralNumber() && value.canConvertToInt();
                    default -> true;
                };
        if (!fits) {
            throw mismatch(value, owner, path, type.equals("boolean") ? "bool" : type);
        }
        return type.equals("quantity") ? quantity(value) : value;
    }

    /** Quantities are strings on the way out, whatever they were on the way in. */
    private static JsonNode quantity(JsonNode value) {
        String text = value.isString() || value.isNumber() ? value.asString() : "";
        if (!QUANTITY.matcher(text).matches()) {
            throw new Mismatch(
                    "quantities must match the regular expression" + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        return StringNode.valueOf(text);
    }

    private static Mismatch mismatch(JsonNode value, String owner, String path, String wanted) {
        return new Mismatch("json: cannot unmarshal " + kind(value) + " into Go struct field " + owner + "." + path
                + " of type " + wanted);
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "bool";
            case NUMBER -> "number" + (value.isIntegralNumber() ? "" : " " + value);
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "string";
        };
    }

    private static String name(Shape shape) {
        return switch (shape) {
            case Shape.Struct struct -> struct.name();
            case Shape.Scalar scalar -> scalar.type();
            default -> "object";
        };
    }
}
