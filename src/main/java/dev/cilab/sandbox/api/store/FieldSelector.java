package dev.cilab.sandbox.api.store;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A field selector such as {@code status.phase=Running,spec.nodeName!=n1}. An empty one selects everything. */
public record FieldSelector(List<Requirement> requirements) implements Predicate<ObjectNode> {

    public FieldSelector {
        requirements = List.copyOf(requirements);
    }

    /** One term; all must hold. A field that is missing counts as empty. */
    public record Requirement(String field, boolean equal, String value) {}

    /** @throws ApiError 400 when the text is no selector */
    public static FieldSelector parse(String text) {
        List<Requirement> requirements = new ArrayList<>();
        for (String term : split(text)) {
            if (!term.isBlank()) {
                requirements.add(requirement(term.strip()));
            }
        }
        return new FieldSelector(requirements);
    }

    @Override
    public boolean test(ObjectNode object) {
        return requirements.stream()
                .allMatch(requirement ->
                        value(object, requirement.field()).equals(requirement.value()) == requirement.equal());
    }

    private static String value(ObjectNode object, String field) {
        JsonNode value = Json.at(object, field.split("\\."));
        if (value.isMissingNode() || value.isNull()) {
            return defaultOf(field);
        }
        return value.asString("");
    }

    /** Booleans and counts that the wire leaves out when they are zero. */
    private static String defaultOf(String field) {
        return switch (field) {
            case "spec.unschedulable", "spec.hostNetwork" -> "false";
            case "status.replicas", "status.successful" -> "0";
            default -> "";
        };
    }

    private static Requirement requirement(String term) {
        int at = operator(term);
        if (at < 0) {
            throw new ApiError(400, "BadRequest", "invalid selector: '" + term + "'; can't understand '" + term + "'");
        }
        boolean equal = term.charAt(at) == '=';
        int skip = equal && !term.startsWith("==", at) ? 1 : 2;
        return new Requirement(term.substring(0, at).strip(), equal, unescape(term.substring(at + skip)));
    }

    private static int operator(String term) {
        for (int i = 0; i < term.length(); i++) {
            if (term.charAt(i) == '\\') {
                i++;
            } else if (term.charAt(i) == '=' || term.startsWith("!=", i)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String text) {
        List<String> terms = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ',') {
                terms.add(text.substring(start, i));
                start = i + 1;
            }
        }
        terms.add(text.substring(start));
        return terms;
    }

    private static String unescape(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length()) {
                i++;
            }
            out.append(value.charAt(i));
        }
        return out.toString();
    }
}
