package dev.cilab.sandbox.api.schema;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** OpenAPI v3 structural schemas applied to a value. */
final class Validation {

    private final Violations violations;

    Validation(Violations violations) {
        this.violations = violations;
    }

    void check(JsonNode value, JsonNode schema, String path) {
        if (value.isNull() && schema.path("nullable").asBoolean(false)) {
            return;
        }
        if (!typeFits(value, schema)) {
            violations.type(shown(path), value, schema.path("type").asString(""));
            return;
        }
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(one -> same(one, value))) {
            violations.unsupported(shown(path), value, schema.path("enum"));
        }
        switch (value) {
            case ObjectNode object -> checkObject(object, schema, path);
            case ArrayNode array -> checkArray(array, schema, path);
            default -> checkScalar(value, schema, path);
        }
        combinations(value, schema, path);
    }

    private void checkObject(ObjectNode object, JsonNode schema, String path) {
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.asString())) {
                violations.required(join(path, name.asString()));
            }
        }
        if (schema.has("minProperties")
                && object.size() < schema.path("minProperties").asInt()) {
            violations.should(shown(path), object, "have at least " + schema.path("minProperties") + " properties");
        }
        if (schema.has("maxProperties")
                && object.size() > schema.path("maxProperties").asInt()) {
            violations.tooMany(
                    shown(path), object.size(), schema.path("maxProperties").asInt());
        }
        JsonNode properties = schema.path("properties");
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            JsonNode below = properties.has(entry.getKey())
                    ? properties.get(entry.getKey())
                    : schema.path("additionalProperties");
            if (below.isObject()) {
                check(entry.getValue(), below, join(path, entry.getKey()));
            }
        }
    }

    private void checkArray(ArrayNode array, JsonNode schema, String path) {
        if (schema.has("minItems") && array.size() < schema.path("minItems").asInt()) {
            violations.should(
                    shown(path),
                    JsonNodeFactory.instance.numberNode(array.size()),
                    "have at least " + schema.path("minItems") + " items");
        }
        if (schema.has("maxItems") && array.size() > schema.path("maxItems").asInt()) {
            violations.tooMany(
                    shown(path), array.size(), schema.path("maxItems").asInt());
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String at = path + "[" + i + "]";
            check(array.get(i), schema.path("items"), at);
            Optional<JsonNode> identity = identity(array.get(i), schema);
            if (identity.isPresent() && !seen.add(identity.get())) {
                violations.duplicate(at, identity.get());
            }
        }
    }

    /** What must be unique among a list's items; empty in an atomic list. */
    private static Optional<JsonNode> identity(JsonNode item, JsonNode schema) {
        return switch (schema.path("x-kubernetes-list-type").asString("")) {
            case "set" -> Optional.of(item);
            case "map" -> {
                ObjectNode keys = JsonNodeFactory.instance.objectNode();
                for (JsonNode key : schema.path("x-kubernetes-list-map-keys")) {
                    keys.set(
                            key.asString(),
                            item.path(key.asString()).isMissingNode() ? null : item.get(key.asString()));
                }
                yield Optional.of(keys);
            }
            default -> schema.path("uniqueItems").asBoolean(false) ? Optional.of(item) : Optional.empty();
        };
    }

    private void checkScalar(JsonNode value, JsonNode schema, String path) {
        if (value.isNumber()) {
            checkNumber(value, schema, path);
        } else if (value.isString()) {
            checkText(value, schema, path);
        }
    }

    private void checkNumber(JsonNode value, JsonNode schema, String path) {
        double number = value.doubleValue();
        if (schema.has("minimum")) {
            boolean exclusive = schema.path("exclusiveMinimum").asBoolean(false);
            double least = schema.path("minimum").asDouble();
            if (number < least || exclusive && number == least) {
                violations.should(
                        shown(path),
                        value,
                        "be greater than " + (exclusive ? "" : "or equal to ") + schema.path("minimum"));
            }
        }
        if (schema.has("maximum")) {
            boolean exclusive = schema.path("exclusiveMaximum").asBoolean(false);
            double most = schema.path("maximum").asDouble();
            if (number > most || exclusive && number == most) {
                violations.should(
                        shown(path),
                        value,
                        "be less than " + (exclusive ? "" : "or equal to ") + schema.path("maximum"));
            }
        }
        if (schema.has("multipleOf") && number % schema.path("multipleOf").asDouble() != 0) {
            violations.should(shown(path), value, "be a multiple of " + schema.path("multipleOf"));
        }
        if (schema.path("format").asString("").equals("int32") && !value.canConvertToInt()) {
            violations.invalid(shown(path), value, shown(path) + " in body must be of type int32: " + value);
        }
    }

    private void checkText(JsonNode value, JsonNode schema, String path) {
        String text = value.stringValue();
        int length = text.codePointCount(0, text.length());
        if (schema.has("minLength") && length < schema.path("minLength").asInt()) {
            violations.should(shown(path), value, "be at least " + schema.path("minLength") + " chars long");
        }
        if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
            violations.tooLong(shown(path), schema.path("maxLength").asInt());
        }
        String pattern = schema.path("pattern").asString("");
        if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
            violations.should(shown(path), value, "match '" + pattern + "'");
        }
        String format = schema.path("format").asString("");
        if (!Formats.fits(format, text)) {
            violations.invalid(shown(path), value, shown(path) + " in body must be of type " + format + ": " + value);
        }
    }

    private void combinations(JsonNode value, JsonNode schema, String path) {
        schema.path("allOf").forEach(one -> check(value, one, path));
        if (schema.has("anyOf") && matching(value, schema.path("anyOf")) == 0) {
            violations.invalid(shown(path), value, "\"" + shown(path) + "\" must validate at least one schema (anyOf)");
        }
        if (schema.has("oneOf")) {
            long matching = matching(value, schema.path("oneOf"));
            if (matching != 1) {
                violations.invalid(
                        shown(path),
                        value,
                        "\"" + shown(path) + "\" must validate one and only one schema (oneOf). Found "
                                + (matching == 0 ? "none" : String.valueOf(matching)) + " valid");
            }
        }
        if (schema.has("not") && fits(value, schema.path("not"))) {
            violations.invalid(shown(path), value, "\"" + shown(path) + "\" must not validate the schema (not)");
        }
    }

    private static long matching(JsonNode value, JsonNode schemas) {
        return schemas.valueStream().filter(schema -> fits(value, schema)).count();
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        Violations trial = new Violations();
        new Validation(trial).check(value, schema, "");
        return trial.isEmpty();
    }

    private static boolean typeFits(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            return value.isString() || value.isIntegralNumber();
        }
        return switch (schema.path("type").asString("")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber() || value.isNumber() && value.doubleValue() % 1 == 0;
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(String path) {
        return path.isEmpty() ? "<nil>" : path;
    }
}
