package dev.cilab.action;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches (RFC 7386). */
final class Merge {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Merge() {}

    static ObjectNode of(Map<String, ?> patch) {
        return MAPPER.valueToTree(patch);
    }

    /** {@code {"metadata": {FIELD: {…}}}} that sets some entries and takes others away. */
    static ObjectNode metadata(String field, Map<String, String> set, List<String> unset) {
        Map<String, String> entries = new LinkedHashMap<>(set);
        unset.forEach(key -> entries.put(key, null));
        return of(Map.of("metadata", Map.of(field, entries)));
    }

    static boolean changes(JsonNode live, JsonNode patch) {
        return !apply(live, patch).equals(live);
    }

    private static JsonNode apply(JsonNode live, JsonNode patch) {
        if (!(patch instanceof ObjectNode wanted)) {
            return patch;
        }
        ObjectNode merged = live instanceof ObjectNode object ? object.deepCopy() : MAPPER.createObjectNode();
        wanted.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.set(entry.getKey(), apply(merged.path(entry.getKey()), entry.getValue()));
            }
        });
        return merged;
    }
}
