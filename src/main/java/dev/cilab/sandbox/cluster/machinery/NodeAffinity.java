package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether a node is one that a pod's {@code nodeSelector} and node affinity ask for. */
public final class NodeAffinity {

    private NodeAffinity() {}

    /** What is required. @param podSpec {@code spec} of the pod */
    public static boolean required(JsonNode podSpec, JsonNode node) {
        JsonNode labels = node.path("metadata").path("labels");
        boolean selected = podSpec.path("nodeSelector").properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
        JsonNode required =
                podSpec.path("affinity").path("nodeAffinity").path("requiredDuringSchedulingIgnoredDuringExecution");
        return selected && (!required.isObject() || anyTerm(required.path("nodeSelectorTerms"), node));
    }

    /** The sum of the weights of the preferences that the node meets. */
    public static int preferred(JsonNode podSpec, JsonNode node) {
        int sum = 0;
        for (JsonNode preference :
                podSpec.path("affinity").path("nodeAffinity").path("preferredDuringSchedulingIgnoredDuringExecution")) {
            if (term(preference.path("preference"), node)) {
                sum += preference.path("weight").asInt(0);
            }
        }
        return sum;
    }

    private static boolean anyTerm(JsonNode terms, JsonNode node) {
        for (JsonNode term : terms) {
            if (term(term, node)) {
                return true;
            }
        }
        return false;
    }

    /** An empty term matches nothing. */
    private static boolean term(JsonNode term, JsonNode node) {
        JsonNode expressions = term.path("matchExpressions");
        JsonNode fields = term.path("matchFields");
        if (expressions.isEmpty() && fields.isEmpty()) {
            return false;
        }
        for (JsonNode expression : expressions) {
            if (!holds(expression, node.path("metadata").path("labels").path(Json.text(expression, "key")))) {
                return false;
            }
        }
        for (JsonNode field : fields) {
            boolean name = Json.text(field, "key").equals("metadata.name");
            if (!name || !holds(field, node.path("metadata").path("name"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(JsonNode expression, JsonNode value) {
        Set<String> values = new HashSet<>();
        expression.path("values").forEach(wanted -> values.add(wanted.asString("")));
        boolean present = value.isString();
        return switch (Json.text(expression, "operator")) {
            case "In" -> present && values.contains(value.stringValue());
            case "NotIn" -> !present || !values.contains(value.stringValue());
            case "Exists" -> present;
            case "DoesNotExist" -> !present;
            case "Gt" -> present && compare(value, values) > 0;
            case "Lt" -> present && compare(value, values) < 0;
            default -> false;
        };
    }

    /** Zero, which satisfies neither Gt nor Lt, when one of them is no number. */
    private static int compare(JsonNode value, Set<String> bound) {
        try {
            return Long.compare(Long.parseLong(value.stringValue()), Long.parseLong(String.join("", bound)));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
