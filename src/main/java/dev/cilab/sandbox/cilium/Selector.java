package dev.cilab.sandbox.cilium;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A Kubernetes LabelSelector ({@code matchLabels}, {@code matchExpressions}) against labels. */
public final class Selector {

    private Selector() {}

    /** An empty selector matches everything; what a missing one means differs per field, so the caller decides. */
    public static boolean matches(JsonNode selector, Map<String, String> labels) {
        for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
            if (!label.getValue().asString().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!matchesExpression(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    public static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> label :
                object.path("metadata").path("labels").properties()) {
            labels.put(label.getKey(), label.getValue().asString());
        }
        return labels;
    }

    private static boolean matchesExpression(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asString());
        return switch (expression.path("operator").asString()) {
            case "In" -> value != null && contains(expression, value);
            case "NotIn" -> value == null || !contains(expression, value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    private static boolean contains(JsonNode expression, String value) {
        for (JsonNode candidate : expression.path("values")) {
            if (candidate.asString().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
