package dev.cilab.helm;

import dev.cilab.lab.reader.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The names of values that a chart knows: those of its {@code values.yaml}, those that its templates read (some values have no default), and
 * the names of its subcharts. Helm ignores any other name silently, so somebody has to refuse a misspelt one.
 */
public final class ChartKeys {

    private static final Pattern USED = Pattern.compile("\\.Values((?:\\.[A-Za-z_][A-Za-z0-9_-]*)+)");

    /** One name and what is below it; a name with nothing below may hold anything. */
    private static final class Key {
        private final Map<String, Key> below = new TreeMap<>();
        private boolean open;

        Key child(String name) {
            return below.computeIfAbsent(name, each -> new Key());
        }

        boolean anything() {
            return open || below.isEmpty();
        }
    }

    private final Key root = new Key();

    private ChartKeys() {}

    /** @param files {@code values.yaml} and {@code templates/…} by name */
    static ChartKeys of(JsonNode chart, Map<String, String> files) {
        ChartKeys keys = new ChartKeys();
        JsonNode values = YAMLMapper.shared().readTree(files.getOrDefault("values.yaml", "{}"));
        keys.add(keys.root, values);
        files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("templates/"))
                .forEach(file -> keys.used(file.getValue()));
        keys.root.child("global").open = true;
        for (JsonNode subchart : chart.path("dependencies")) {
            keys.root.child(subchart.path("name").asString("")).open = true;
            keys.root.child(subchart.path("alias")
                            .asString(subchart.path("name").asString("")))
                    .open = true;
        }
        return keys;
    }

    private void add(Key key, JsonNode values) {
        values.properties().forEach(each -> {
            Key child = key.child(each.getKey());
            child.open = each.getValue().isObject() && each.getValue().isEmpty();
            add(child, each.getValue());
        });
    }

    private void used(String template) {
        Matcher matcher = USED.matcher(template);
        while (matcher.find()) {
            Key key = root;
            for (String name : matcher.group(1).substring(1).split("\\.")) {
                key = key.child(name);
            }
        }
    }

    /** One sentence per name that the chart does not know, with what may have been meant. */
    public List<String> unknown(HelmValues values) {
        List<String> unknown = new ArrayList<>();
        unknown(root, "", values.tree(), unknown);
        return unknown;
    }

    private void unknown(Key key, String path, Map<?, ?> values, List<String> found) {
        values.forEach((name, value) -> {
            String text = String.valueOf(name);
            String at = path.isEmpty() ? text : path + "." + text;
            Key child = key.below.get(text);
            if (child == null) {
                found.add(at + " (" + suggestion(text, path, key.below.keySet()) + ")");
            } else if (value instanceof Map<?, ?> map && !child.anything()) {
                unknown(child, at, map, found);
            }
        });
    }

    /** A name may be spelt right and stand in the wrong place. */
    private String suggestion(String name, String path, Collection<String> siblings) {
        String near = Suggestion.of(name, siblings);
        if (near.startsWith("did you mean")) {
            return near;
        }
        TreeSet<String> elsewhere = new TreeSet<>();
        find(root, "", name, elsewhere);
        if (elsewhere.size() == 1) {
            return "did you mean \"" + elsewhere.first() + "\"?";
        }
        return path.isEmpty() ? "the chart has no such value" : path + " has no such value";
    }

    private static void find(Key key, String path, String name, Collection<String> found) {
        key.below.forEach((each, child) -> {
            String at = path.isEmpty() ? each : path + "." + each;
            if (each.equals(name)) {
                found.add(at);
            }
            find(child, at, name, found);
        });
    }
}
