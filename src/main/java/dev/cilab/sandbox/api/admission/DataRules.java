package dev.cilab.sandbox.api.admission;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Causes;
import dev.cilab.sandbox.api.registry.Rules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ConfigMaps and Secrets: keys, sizes, immutability; a Secret's stringData becomes data. */
final class DataRules implements Rules {

    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");
    private static final String KEY_RULE =
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or"
                    + " 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
    private static final int MAX_BYTES = 1024 * 1024;

    private final boolean secret;

    DataRules(boolean secret) {
        this.secret = secret;
    }

    @Override
    public void complete(ObjectNode object, ObjectNode old) {
        if (!secret) {
            return;
        }
        Defaults.text(object, "type", "Opaque");
        if (object.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = Json.object(object, "data");
            for (Map.Entry<String, JsonNode> entry : plain.properties()) {
                byte[] bytes = entry.getValue().asString("").getBytes(StandardCharsets.UTF_8);
                data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    @Override
    public void validate(ObjectNode object, ObjectNode old, Causes causes) {
        long size = 0;
        for (String field : List.of("data", "binaryData")) {
            for (Map.Entry<String, JsonNode> entry : object.path(field).properties()) {
                size += check(field, entry.getKey(), entry.getValue(), causes);
            }
        }
        if (size > MAX_BYTES) {
            causes.tooLong("data", MAX_BYTES);
        }
        if (old != null) {
            unchanged(object, old, causes);
        }
    }

    /** @return the entry's size in bytes */
    private long check(String field, String key, JsonNode value, Causes causes) {
        String path = field + "[" + key + "]";
        if (!KEY.matcher(key).matches()) {
            causes.invalid(path, key, KEY_RULE);
        }
        String text = value.asString("");
        if (!value.isString() && !value.isNull()) {
            causes.invalid(path, value, "must be a string");
        } else if (secret || field.equals("binaryData")) {
            try {
                return Base64.getDecoder().decode(text).length;
            } catch (IllegalArgumentException malformed) {
                causes.invalid(path, text, "illegal base64 data");
            }
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void unchanged(ObjectNode object, ObjectNode old, Causes causes) {
        if (secret && !old.path("type").equals(object.path("type"))) {
            causes.invalid("type", object.path("type"), "field is immutable");
        }
        if (!old.path("immutable").asBoolean(false)) {
            return;
        }
        if (!object.path("immutable").asBoolean(false)) {
            causes.forbidden("immutable", "field is immutable when `immutable` is set");
        }
        for (String field : List.of("data", "binaryData")) {
            if (!old.path(field).equals(object.path(field))) {
                causes.forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }
}
