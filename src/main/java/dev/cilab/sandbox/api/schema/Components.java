package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of one OpenAPI document: a kind, and every type that it is made of. */
final class Components {

    private static final String PREFIX = "io.k8s.";

    private final BuiltinTypes builtin;
    private final String references;
    private final ObjectNode all = Json.object();

    /** @param references where the document keeps them, e.g. {@code #/components/schemas/} */
    Components(BuiltinTypes builtin, String references) {
        this.builtin = builtin;
        this.references = references;
    }

    ObjectNode all() {
        return all;
    }

    void kind(ResourceType type, Shape.Struct shape) {
        add(shape);
        ((ObjectNode) all.get(PREFIX + shape.name()))
                .withArray("x-kubernetes-group-version-kind")
                .add(identity(type));
    }

    void custom(ResourceType type, JsonNode schema) {
        ObjectNode component = schema.isObject()
                ? (ObjectNode) schema.deepCopy()
                : Json.object().put("type", "object");
        ObjectNode properties = Json.object(component, "properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        Shape.Struct metadata = builtin.struct("ObjectMeta");
        properties.set("metadata", reference(metadata));
        component.putArray("x-kubernetes-group-version-kind").add(identity(type));
        all.set(reversed(type.group()) + "." + type.version() + "." + type.kind(), component);
    }

    static ObjectNode identity(ResourceType type) {
        return Json.object().put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    }

    private static String reversed(String group) {
        StringBuilder name = new StringBuilder();
        String[] words = group.split("\\.");
        for (int i = words.length - 1; i >= 0; i--) {
            name.append(name.isEmpty() ? "" : ".").append(words[i]);
        }
        return name.toString();
    }

    private void add(Shape.Struct struct) {
        if (all.has(PREFIX + struct.name())) {
            return;
        }
        ObjectNode component = all.putObject(PREFIX + struct.name());
        component.put("type", "object");
        ObjectNode properties = component.putObject("properties");
        for (Map.Entry<String, Shape> field : struct.fields().entrySet()) {
            ObjectNode schema = schema(field.getValue());
            if (builtin.retainsKeys(struct.name(), field.getKey())) {
                schema.put("x-kubernetes-patch-strategy", "retainKeys");
            }
            properties.set(field.getKey(), schema);
        }
        if (!struct.required().isEmpty()) {
            ArrayNode required = component.putArray("required");
            struct.required().forEach(required::add);
        }
        if (struct.atomic()) {
            component.put("x-kubernetes-map-type", "atomic");
        }
    }

    private ObjectNode schema(Shape shape) {
        return switch (shape) {
            case Shape.Struct struct -> reference(struct);
            case Shape.MapOf map -> {
                ObjectNode schema = Json.object().put("type", "object");
                schema.set("additionalProperties", schema(map.values()));
                if (map.atomic()) {
                    schema.put("x-kubernetes-map-type", "atomic");
                }
                yield schema;
            }
            case Shape.ListOf list -> list(list);
            case Shape.Scalar scalar -> scalar(scalar);
            case Shape.Any any -> Json.object().put("type", "object");
        };
    }

    /** Wrapped, because what stands beside a bare {@code $ref} counts for nothing. */
    private ObjectNode reference(Shape.Struct struct) {
        add(struct);
        ObjectNode schema = Json.object();
        if (references.startsWith("#/definitions")) {
            return schema.put("$ref", references + PREFIX + struct.name());
        }
        schema.putArray("allOf").addObject().put("$ref", references + PREFIX + struct.name());
        return schema;
    }

    private ObjectNode list(Shape.ListOf list) {
        ObjectNode schema = Json.object().put("type", "array");
        schema.set("items", schema(list.items()));
        switch (list.type()) {
            case ATOMIC -> schema.put("x-kubernetes-list-type", "atomic");
            case SET -> schema.put("x-kubernetes-list-type", "set");
            case MAP -> {
                schema.put("x-kubernetes-list-type", "map");
                ArrayNode keys = schema.putArray("x-kubernetes-list-map-keys");
                list.keys().forEach(keys::add);
            }
        }
        if (list.patch().merge()) {
            schema.put("x-kubernetes-patch-strategy", list.patch().retainKeys() ? "merge,retainKeys" : "merge");
            if (!list.patch().key().isEmpty()) {
                schema.put("x-kubernetes-patch-merge-key", list.patch().key());
            }
        }
        return schema;
    }

    private static ObjectNode scalar(Shape.Scalar scalar) {
        ObjectNode schema = Json.object();
        return switch (scalar.type()) {
            case "int32", "int64" -> schema.put("type", "integer").put("format", scalar.type());
            case "intstr" -> schema.put("type", "string").put("format", "int-or-string");
            case "quantity" -> schema.put("type", "string");
            default -> schema.put("type", scalar.type());
        };
    }
}
