package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.LabelSelector;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.NodeAffinity;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code topologySpreadConstraints} with {@code DoNotSchedule}. */
final class TopologySpread {

    private final Cluster cluster;

    TopologySpread(Cluster cluster) {
        this.cluster = cluster;
    }

    boolean allows(ObjectNode pod, ObjectNode node) {
        for (JsonNode constraint : pod.path("spec").path("topologySpreadConstraints")) {
            boolean hard = !Json.text(constraint, "whenUnsatisfiable").equals("ScheduleAnyway");
            if (hard && !allows(constraint, pod, node)) {
                return false;
            }
        }
        return true;
    }

    private boolean allows(JsonNode constraint, ObjectNode pod, ObjectNode node) {
        Map<String, Integer> matching = new HashMap<>();
        for (ObjectNode place : cluster.nodes()) {
            String domain = PodTerms.domain(constraint, place);
            if (!domain.isEmpty() && NodeAffinity.required(pod.path("spec"), place)) {
                matching.merge(domain, count(constraint, pod, place), Integer::sum);
            }
        }
        Integer here = matching.get(PodTerms.domain(constraint, node));
        if (here == null) {
            return false;
        }
        int fewest =
                matching.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        int self = matches(constraint, pod, pod) ? 1 : 0;
        return here + self - fewest <= constraint.path("maxSkew").asInt(1);
    }

    private int count(JsonNode constraint, ObjectNode pod, ObjectNode place) {
        return (int) cluster.podsOn(place).stream()
                .filter(other -> !Meta.deleting(other) && matches(constraint, pod, other))
                .count();
    }

    private static boolean matches(JsonNode constraint, JsonNode pod, JsonNode other) {
        return Meta.namespace(pod).equals(Meta.namespace(other))
                && LabelSelector.of(constraint.path("labelSelector")).test((ObjectNode) other);
    }
}
