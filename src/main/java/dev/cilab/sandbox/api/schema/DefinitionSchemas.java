package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Schemas.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Is the schema of a CustomResourceDefinition structural: does every place have one type, every list its keys, every default its form? */
final class DefinitionSchemas {

    private static final Set<String> TYPES = Set.of("object", "array", "string", "boolean", "integer", "number");

    private final List<Problem> problems = new ArrayList<>();

    private DefinitionSchemas() {}

    static List<Problem> problems(ObjectNode definition) {
        DefinitionSchemas schemas = new DefinitionSchemas();
        JsonNode versions = definition.path("spec").path("versions");
        for (int i = 0; i < versions.size(); i++) {
            String path = "spec.versions[" + i + "].schema.openAPIV3Schema";
            JsonNode schema = versions.get(i).path("schema").path("openAPIV3Schema");
            if (!schema.isObject()) {
                schemas.add(path, "schemas are required");
            } else if (!schema.path("type").asString("").equals("object")) {
                schemas.add(path + ".type", "must be object at the root");
            } else {
                schemas.check(schema, path);
            }
        }
        return List.copyOf(schemas.problems);
    }

    private void check(JsonNode schema, String path) {
        String type = schema.path("type").asString("");
        boolean free = schema.path("x-kubernetes-int-or-string").asBoolean(false)
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
        if (type.isEmpty() && !free) {
            add(path + ".type", "must not be empty for specified object fields");
        } else if (!type.isEmpty() && !TYPES.contains(type)) {
            add(path + ".type", "must be object, array, string, boolean, integer or number");
        }
        if (type.equals("array") && !schema.path("items").isObject()) {
            add(path + ".items", "must be specified");
        }
        if (schema.path("x-kubernetes-list-type").asString("").equals("map")
                && schema.path("x-kubernetes-list-map-keys").isEmpty()) {
            add(path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }
        if (schema.has("properties") && schema.path("additionalProperties").isObject()) {
            add(path + ".additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
        checkPattern(schema, path);
        checkDefault(schema, path);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            check(property.getValue(), path + ".properties[" + property.getKey() + "]");
        }
        if (schema.path("items").isObject()) {
            check(schema.path("items"), path + ".items");
        }
        if (schema.path("additionalProperties").isObject()) {
            check(schema.path("additionalProperties"), path + ".additionalProperties");
        }
    }

    private void checkPattern(JsonNode schema, String path) {
        try {
            Pattern.compile(schema.path("pattern").asString(""));
        } catch (PatternSyntaxException e) {
            add(path + ".pattern", "must be a valid regular expression: " + e.getDescription());
        }
    }

    private void checkDefault(JsonNode schema, String path) {
        if (schema.has("default")) {
            Violations violations = new Violations();
            new Validation(violations).check(schema.get("default"), schema, "default");
            if (!violations.isEmpty()) {
                add(path + ".default", "must be valid by its own schema");
            }
        }
    }

    private void add(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
