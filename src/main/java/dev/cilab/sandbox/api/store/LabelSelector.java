package dev.cilab.sandbox.api.store;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A label selector in its text form (queries) or object form ({@code spec.selector}). An empty one selects everything. */
public record LabelSelector(List<Requirement> requirements) implements Predicate<ObjectNode> {

    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** One term; all must hold. @param number the bound of {@code >} and {@code <} */
    public record Requirement(String label, Operator operator, Set<String> values, long number) {

        boolean holds(JsonNode labels) {
            JsonNode value = labels.path(label);
            boolean present = value.isString();
            return switch (operator) {
                case IN -> present && values.contains(value.stringValue());
                case NOT_IN -> !present || !values.contains(value.stringValue());
                case EXISTS -> present;
                case ABSENT -> !present;
                case GREATER -> present && parsed(value.stringValue(), number) > number;
                case LESS -> present && parsed(value.stringValue(), number) < number;
            };
        }

        /** A label that is no number matches neither comparison. */
        private static long parsed(String text, long fallback) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException notANumber) {
                return fallback;
            }
        }
    }

    /** What a term says of the label. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT,
        GREATER,
        LESS
    }

    /** @throws ApiError 400 when the text is no selector */
    public static LabelSelector parse(String text) {
        return text.isBlank() ? new LabelSelector(List.of()) : new LabelSelector(new LabelSelectorParser(text).parse());
    }

    /**
     * The object form: matchLabels and matchExpressions. A missing selector selects nothing, an empty one everything, as the API defines it.
     */
    public static Predicate<ObjectNode> of(JsonNode selector) {
        if (!selector.isObject()) {
            return object -> false;
        }
        List<Requirement> requirements = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            requirements.add(new Requirement(
                    label.getKey(), Operator.IN, Set.of(label.getValue().asString("")), 0));
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            requirements.add(expression(expression));
        }
        return new LabelSelector(requirements);
    }

    @Override
    public boolean test(ObjectNode object) {
        JsonNode labels = Json.at(object, "metadata", "labels");
        return requirements.stream().allMatch(requirement -> requirement.holds(labels));
    }

    private static Requirement expression(JsonNode expression) {
        Set<String> values = new TreeSet<>();
        expression.path("values").forEach(value -> values.add(value.asString("")));
        String operator = Json.text(expression, "operator");
        Operator parsed =
                switch (operator) {
                    case "In" -> Operator.IN;
                    case "NotIn" -> Operator.NOT_IN;
                    case "Exists" -> Operator.EXISTS;
                    case "DoesNotExist" -> Operator.ABSENT;
                    default ->
                        throw new ApiError(
                                400, "BadRequest", "\"" + operator + "\" is not a valid label selector operator");
                };
        return new Requirement(Json.text(expression, "key"), parsed, values, 0);
    }
}
