package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.LabelSelector;
import dev.cilab.sandbox.cluster.machinery.Meta;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Affinity between pods: terms that select other pods within a topology domain. */
final class PodTerms {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    private PodTerms() {}

    static JsonNode required(JsonNode pod, String kind) {
        return pod.path("spec").path("affinity").path(kind).path(REQUIRED);
    }

    static JsonNode preferred(JsonNode pod, String kind) {
        return pod.path("spec").path("affinity").path(kind).path(PREFERRED);
    }

    /** Does the term of {@code owner} select {@code other}? */
    static boolean selects(JsonNode term, JsonNode owner, JsonNode other) {
        return inNamespace(term, owner, other)
                && LabelSelector.of(term.path("labelSelector")).test((ObjectNode) other);
    }

    /** Two nodes are in the same domain when both have the label, with the same value. */
    static boolean sameDomain(JsonNode term, JsonNode left, JsonNode right) {
        String domain = domain(term, left);
        return !domain.isEmpty() && domain.equals(domain(term, right));
    }

    static String domain(JsonNode term, JsonNode node) {
        return Meta.label(node, Json.text(term, "topologyKey"));
    }

    /** The term's namespaces, or the owner's own; an empty namespaceSelector means all of them. */
    private static boolean inNamespace(JsonNode term, JsonNode owner, JsonNode other) {
        JsonNode selector = term.path("namespaceSelector");
        if (selector.isObject() && selector.isEmpty()) {
            return true;
        }
        JsonNode names = term.path("namespaces");
        if (names.isEmpty()) {
            return Meta.namespace(owner).equals(Meta.namespace(other));
        }
        for (JsonNode name : names) {
            if (name.asString("").equals(Meta.namespace(other))) {
                return true;
            }
        }
        return false;
    }
}
