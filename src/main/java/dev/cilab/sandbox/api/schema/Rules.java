package dev.cilab.sandbox.api.schema;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code x-kubernetes-validations}. The expression library is loaded with the first rule that there is, in the background where a definition
 * announces it, so that nobody waits for it who has no rules.
 */
final class Rules {

    private static final System.Logger LOG = System.getLogger(Rules.class.getName());

    private final Map<String, CelRule> compiled = new ConcurrentHashMap<>();

    /** Compiles the rules of a schema ahead of their first use, one after the other: others need the processors too. */
    void prepare(JsonNode schema) {
        List<String> texts = schema.findValues("x-kubernetes-validations").stream()
                .flatMap(JsonNode::valueStream)
                .map(rule -> rule.path("rule").asString(""))
                .distinct()
                .toList();
        if (!texts.isEmpty()) {
            Thread.ofVirtual().name("cel").start(() -> texts.forEach(this::rule));
        }
    }

    /** @param old the value that was here before the update; missing on create */
    void check(JsonNode value, JsonNode old, JsonNode schema, String path, Violations violations) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            checkRule(rule, value, old, schema, path, violations);
        }
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                JsonNode own = schema.path("properties").path(entry.getKey());
                JsonNode below = own.isMissingNode() ? schema.path("additionalProperties") : own;
                check(
                        entry.getValue(),
                        old.path(entry.getKey()),
                        below,
                        Validation.join(path, entry.getKey()),
                        violations);
            }
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode before = correlated(array.get(i), old, schema);
                check(array.get(i), before, schema.path("items"), path + "[" + i + "]", violations);
            }
        }
    }

    private void checkRule(
            JsonNode rule, JsonNode value, JsonNode old, JsonNode schema, String path, Violations violations) {
        String text = rule.path("rule").asString("");
        boolean transition = text.matches("(?s).*\\boldSelf\\b.*");
        if (transition && old.isMissingNode()) {
            return;
        }
        String outcome = rule(text).refusal(value, old);
        if (!outcome.isEmpty()) {
            String said = rule.path("message").asString("");
            String message =
                    outcome.equals(CelRule.BROKEN) ? (said.isEmpty() ? "failed rule: " + text.strip() : said) : outcome;
            violations.rule(
                    path.isEmpty() ? "<nil>" : path,
                    schema.path("type").asString(""),
                    rule.path("reason").asString(""),
                    message);
        }
    }

    /** The item with the same keys in a keyed list: only those can be followed through a change. */
    private static JsonNode correlated(JsonNode item, JsonNode old, JsonNode schema) {
        if (schema.path("x-kubernetes-list-type").asString("").equals("map")) {
            for (JsonNode candidate : old) {
                boolean same = schema.path("x-kubernetes-list-map-keys")
                        .valueStream()
                        .allMatch(key -> candidate.path(key.asString()).equals(item.path(key.asString())));
                if (same) {
                    return candidate;
                }
            }
        }
        return old.path("");
    }

    private CelRule rule(String text) {
        return compiled.computeIfAbsent(text, rule -> {
            CelRule made = CelRule.compile(rule);
            LOG.log(System.Logger.Level.DEBUG, "compiled rule {0}", rule);
            return made;
        });
    }
}
