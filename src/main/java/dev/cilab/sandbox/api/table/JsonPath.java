package dev.cilab.sandbox.api.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The part of Kubernetes' JSONPath that printer columns use: fields ({@code .a.b}, {@code .metadata.labels.a\.b}, {@code ['a.b']}), indexes,
 * {@code [*]} and filters such as {@code [?(@.type=="Ready")]}.
 */
final class JsonPath {

    private static final Pattern STEP = Pattern.compile("""
            \\.(?<field>(?:\\\\.|[^.\\[\\\\])+)\
            |\\[\\?\\(@(?<path>[^=!<>)\\s]*)\\s*(?:(?<operator>==|!=)\\s*(?:"(?<text>[^"]*)"|'(?<other>[^']*)'|(?<literal>[^)\\s]+))\\s*)?\\)]\
            |\\[(?<index>-?\\d+)]|\\[['"](?<key>[^'"]*)['"]]|(?<all>\\[\\*]|\\.\\*)""");

    private interface Step {
        void select(JsonNode from, List<JsonNode> found);
    }

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
    }

    /** @throws IllegalArgumentException when the path is not of this form */
    static JsonPath of(String path) {
        String bare = path.startsWith("{") && path.endsWith("}") ? path.substring(1, path.length() - 1) : path;
        bare = bare.startsWith("$") ? bare.substring(1) : bare;
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(bare);
        while (!matcher.hitEnd() && matcher.regionStart() < bare.length()) {
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("not a JSONPath: " + path);
            }
            steps.add(step(matcher));
            matcher.region(matcher.end(), bare.length());
        }
        return new JsonPath(List.copyOf(steps));
    }

    /** Everything the path leads to, in order. */
    List<JsonNode> find(JsonNode root) {
        List<JsonNode> found = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            found.forEach(node -> step.select(node, next));
            next.removeIf(node -> node.isMissingNode() || node.isNull());
            found = next;
        }
        return found;
    }

    private static Step step(Matcher matcher) {
        if (matcher.group("field") != null) {
            return field(matcher.group("field").replaceAll("\\\\(.)", "$1"));
        }
        if (matcher.group("key") != null) {
            return field(matcher.group("key"));
        }
        if (matcher.group("index") != null) {
            int index = Integer.parseInt(matcher.group("index"));
            return (from, found) -> found.add(from.path(index < 0 ? from.size() + index : index));
        }
        if (matcher.group("all") != null) {
            return (from, found) -> from.forEach(found::add);
        }
        return filter(matcher);
    }

    private static Step field(String name) {
        return (from, found) -> found.add(from.path(name));
    }

    private static Step filter(Matcher matcher) {
        JsonPath inner = of(matcher.group("path"));
        String operator = matcher.group("operator");
        String wanted = matcher.group("text") != null
                ? matcher.group("text")
                : matcher.group("other") != null ? matcher.group("other") : matcher.group("literal");
        return (from, found) -> {
            for (JsonNode item : from) {
                List<JsonNode> values = inner.find(item);
                boolean chosen = operator == null
                        ? !values.isEmpty()
                        : !values.isEmpty() && values.getFirst().asString("").equals(wanted) == operator.equals("==");
                if (chosen) {
                    found.add(item);
                }
            }
        };
    }
}
