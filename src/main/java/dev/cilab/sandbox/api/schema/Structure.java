package dev.cilab.sandbox.api.schema;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a structural schema does to a value before it is validated: unknown fields go, defaults come. */
final class Structure {

    private Structure() {}

    /** @param root the object's own apiVersion, kind and metadata are not described by its schema */
    static void prune(JsonNode value, JsonNode schema, boolean root) {
        if (schema.path("x-kubernetes-embedded-resource").asBoolean(false)) {
            prune(value, withoutEmbedding(schema), true);
            return;
        }
        if (value instanceof ObjectNode object) {
            boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
            JsonNode properties = schema.path("properties");
            JsonNode others = schema.path("additionalProperties");
            for (String name : List.copyOf(object.propertyNames())) {
                if (properties.has(name)) {
                    prune(object.get(name), properties.get(name), false);
                } else if (others.isObject()) {
                    prune(object.get(name), others, false);
                } else if (!open && !others.asBoolean(false) && !(root && identity(name))) {
                    object.remove(name);
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> prune(item, schema.path("items"), false));
        }
    }

    static void fillDefaults(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode standard = property.getValue().get("default");
                JsonNode present = object.get(property.getKey());
                boolean nulled = present != null
                        && present.isNull()
                        && !property.getValue().path("nullable").asBoolean(false);
                if (standard != null && (present == null || nulled)) {
                    object.set(property.getKey(), standard.deepCopy());
                } else if (nulled) {
                    object.remove(property.getKey());
                }
            }
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                JsonNode own = schema.path("properties").path(entry.getKey());
                fillDefaults(entry.getValue(), own.isMissingNode() ? schema.path("additionalProperties") : own);
            }
        } else if (value.isArray()) {
            value.forEach(item -> fillDefaults(item, schema.path("items")));
        }
    }

    private static boolean identity(String name) {
        return name.equals("apiVersion") || name.equals("kind") || name.equals("metadata");
    }

    private static ObjectNode withoutEmbedding(JsonNode schema) {
        ObjectNode copy = ((ObjectNode) schema).objectNode();
        copy.setAll((ObjectNode) schema);
        copy.remove("x-kubernetes-embedded-resource");
        return copy;
    }
}
