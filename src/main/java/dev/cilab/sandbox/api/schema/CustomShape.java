package dev.cilab.sandbox.api.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The shape that a structural OpenAPI v3 schema of a CustomResourceDefinition describes. */
final class CustomShape {

    private CustomShape() {}

    /** @param metadata the shape of ObjectMeta, which a CRD does not describe itself */
    static Shape of(ObjectNode definition, String version, Shape metadata) {
        Map<String, Shape> fields = new TreeMap<>();
        JsonNode schema = schema(definition, version);
        schema.path("properties").properties().forEach(entry -> fields.put(entry.getKey(), shape(entry.getValue())));
        fields.put("apiVersion", new Shape.Scalar("string"));
        fields.put("kind", new Shape.Scalar("string"));
        fields.put("metadata", metadata);
        String kind = definition.path("spec").path("names").path("kind").asString("");
        return new Shape.Struct(kind, false, open(schema), required(schema), fields);
    }

    /** The schema of one version of a CRD; a missing node when it has none. */
    static JsonNode schema(ObjectNode definition, String version) {
        for (JsonNode candidate : definition.path("spec").path("versions")) {
            if (candidate.path("name").asString("").equals(version)) {
                return candidate.path("schema").path("openAPIV3Schema");
            }
        }
        return definition.path("");
    }

    private static Shape shape(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return new Shape.Scalar("intstr");
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> object(schema);
            case "array" -> list(schema);
            case "string" -> new Shape.Scalar("string");
            case "boolean" -> new Shape.Scalar("boolean");
            case "integer" ->
                new Shape.Scalar(schema.path("format").asString("int64").equals("int32") ? "int32" : "int64");
            case "number" -> new Shape.Scalar("number");
            default -> Shape.ANY;
        };
    }

    private static Shape object(JsonNode schema) {
        boolean atomic = schema.path("x-kubernetes-map-type").asString("").equals("atomic");
        JsonNode values = schema.path("additionalProperties");
        if (values.isObject() || values.asBoolean(false)) {
            return new Shape.MapOf(shape(values), atomic);
        }
        if (!schema.has("properties") && open(schema)) {
            return Shape.ANY;
        }
        Map<String, Shape> fields = new TreeMap<>();
        schema.path("properties").properties().forEach(entry -> fields.put(entry.getKey(), shape(entry.getValue())));
        return new Shape.Struct("", atomic, open(schema), required(schema), fields);
    }

    private static Shape list(JsonNode schema) {
        JsonNode items = schema.path("items");
        List<String> keys = new ArrayList<>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asString()));
        Map<String, JsonNode> defaults = new HashMap<>();
        for (String key : keys) {
            JsonNode value = items.path("properties").path(key).path("default");
            if (!value.isMissingNode()) {
                defaults.put(key, value);
            }
        }
        Shape.ListType type =
                switch (schema.path("x-kubernetes-list-type").asString("atomic")) {
                    case "map" -> Shape.ListType.MAP;
                    case "set" -> Shape.ListType.SET;
                    default -> Shape.ListType.ATOMIC;
                };
        return new Shape.ListOf(shape(items), type, keys, defaults, Shape.Patch.REPLACE);
    }

    private static boolean open(JsonNode schema) {
        return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
    }

    private static Set<String> required(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("required").forEach(name -> names.add(name.asString()));
        return names;
    }
}
