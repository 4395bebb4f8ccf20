package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.schema.Shape;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Names of the children of a {@link FieldSet}. */
final class FieldKey {

    private FieldKey() {}

    static String field(String name) {
        return "f:" + name;
    }

    /** The name of a list's item: its keys, or its value in a set. An item without any of its keys is named by no key at all. */
    static String item(JsonNode item, Shape.ListOf list) {
        if (list.type() == Shape.ListType.SET) {
            return "v:" + item;
        }
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> key : keysOf(item, list).entrySet()) {
            keys.set(key.getKey(), key.getValue());
        }
        return "k:" + keys;
    }

    private static Map<String, JsonNode> keysOf(JsonNode item, Shape.ListOf list) {
        Map<String, JsonNode> keys = new TreeMap<>();
        for (String name : list.keys()) {
            JsonNode value =
                    item.has(name) ? item.get(name) : list.keyDefaults().get(name);
            if (value != null) {
                keys.put(name, value);
            }
        }
        return keys;
    }

    /** As error messages print it: {@code .spec}, {@code [name="nginx"]}, {@code [="finalizer"]}. */
    static String print(String key) {
        String rest = key.substring(2);
        return switch (key.charAt(0)) {
            case 'f' -> "." + rest;
            case 'k' -> {
                StringJoiner keys = new StringJoiner(",", "[", "]");
                Json.read(rest).properties().forEach(entry -> keys.add(entry.getKey() + "=" + entry.getValue()));
                yield keys.toString();
            }
            case 'v' -> "[=" + rest + "]";
            default -> "[" + rest + "]";
        };
    }
}
