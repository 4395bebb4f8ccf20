package dev.cilab.sandbox.api.table;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Phrases that several tables share. */
final class Texts {

    static final String NONE = "<none>";

    private Texts() {}

    static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    static String orNone(String text) {
        return or(text, NONE);
    }

    static String orNone(List<String> texts) {
        return orNone(String.join(",", texts));
    }

    static int number(JsonNode object, String... path) {
        return Json.at(object, path).asInt(0);
    }

    /** The texts in one field of each item. */
    static List<String> each(JsonNode list, String... field) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(Json.text(item, field)));
        return texts;
    }

    /** Of a map of labels. */
    static String labels(JsonNode labels) {
        Map<String, String> sorted = new TreeMap<>();
        labels.properties()
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asString("")));
        return orNone(sorted.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList());
    }

    /** Of a LabelSelector. */
    static String selector(JsonNode selector) {
        Map<String, String> terms = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            terms.put(label.getKey(), label.getKey() + "=" + label.getValue().asString(""));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = Json.text(expression, "key");
            terms.merge(key, term(key, expression), (first, second) -> first + "," + second);
        }
        return orNone(String.join(",", terms.values()));
    }

    private static String term(String key, JsonNode expression) {
        String values = expression
                .path("values")
                .valueStream()
                .map(JsonNode::asString)
                .sorted()
                .collect(Collectors.joining(",", " (", ")"));
        return switch (Json.text(expression, "operator")) {
            case "In" -> key + " in" + values;
            case "NotIn" -> key + " notin" + values;
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> "<error>";
        };
    }

    static String containers(JsonNode podSpec) {
        return String.join(",", each(podSpec.path("containers"), "name"));
    }

    static String images(JsonNode podSpec) {
        return String.join(",", each(podSpec.path("containers"), "image"));
    }

    /** At most three, and how many more there are. */
    static String someOf(List<String> texts, String otherwise) {
        String shown = String.join(",", texts.subList(0, Math.min(3, texts.size())));
        return texts.size() > 3 ? shown + " + " + (texts.size() - 3) + " more..." : or(shown, otherwise);
    }

    static String addresses(JsonNode loadBalancer) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode ingress : loadBalancer.path("ingress")) {
            addresses.add(or(Json.text(ingress, "ip"), Json.text(ingress, "hostname")));
        }
        return addresses.stream().filter(a -> !a.isEmpty()).sorted().distinct().collect(Collectors.joining(","));
    }

    static String bool(JsonNode flag) {
        return flag.asBoolean(false) ? "True" : "False";
    }
}
