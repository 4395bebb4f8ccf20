package dev.cilab.sandbox.api.schema;

import dev.cilab.sandbox.api.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** {@code rules.txt}: see the comment at its top. */
final class MergeRules {

    private record ListRule(Shape.ListType type, List<String> keys, Shape.Patch patch) {}

    private static final ListRule REPLACED = new ListRule(Shape.ListType.ATOMIC, List.of(), Shape.Patch.REPLACE);

    private final Set<String> atomic = new HashSet<>();
    private final Set<String> retainKeys = new HashSet<>();
    private final Map<String, Set<String>> required = new HashMap<>();
    private final Map<String, Map<String, JsonNode>> defaults = new HashMap<>();
    private final Map<String, ListRule> lists = new HashMap<>();

    private MergeRules() {}

    static MergeRules read(List<String> lines) {
        MergeRules rules = new MergeRules();
        for (String line : lines) {
            rules.readLine(line.split(" "));
        }
        return rules;
    }

    boolean atomic(String path) {
        return atomic.contains(path);
    }

    boolean retainsKeys(String path) {
        return retainKeys.contains(path);
    }

    Set<String> required(String type) {
        return required.getOrDefault(type, Set.of());
    }

    Shape.ListOf list(String path, String itemType, Shape items) {
        ListRule rule = lists.getOrDefault(path, REPLACED);
        return new Shape.ListOf(
                items, rule.type(), rule.keys(), defaults.getOrDefault(itemType, Map.of()), rule.patch());
    }

    private void readLine(String[] words) {
        String path = words[0];
        Shape.ListType type = Shape.ListType.ATOMIC;
        List<String> keys = List.of();
        boolean merge = false;
        boolean retain = false;
        String mergeKey = "";
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            switch (word) {
                case "atomic" -> atomic.add(path);
                case "set" -> type = Shape.ListType.SET;
                case "map" -> {
                    type = Shape.ListType.MAP;
                    keys = List.of(words[++i].split(","));
                }
                case "required" -> required.put(path, new TreeSet<>(List.of(words[++i].split(","))));
                case "retainKeys" -> retain = true;
                default -> {
                    if (word.startsWith("default=")) {
                        addDefault(path, word.substring("default=".length()));
                    } else if (word.equals("merge") || word.startsWith("merge=")) {
                        merge = true;
                        mergeKey = word.equals("merge") ? "" : word.substring("merge=".length());
                    } else {
                        throw new IllegalArgumentException("rules.txt: " + String.join(" ", words));
                    }
                }
            }
        }
        if (retain && !merge) {
            retainKeys.add(path);
        }
        if (type != Shape.ListType.ATOMIC || merge) {
            lists.put(path, new ListRule(type, keys, new Shape.Patch(merge, mergeKey, retain)));
        }
    }

    private void addDefault(String path, String json) {
        int dot = path.indexOf('.');
        defaults.computeIfAbsent(path.substring(0, dot), type -> new HashMap<>())
                .put(path.substring(dot + 1), Json.read(json));
    }
}
