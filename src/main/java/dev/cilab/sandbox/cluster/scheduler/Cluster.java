package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The nodes, and the pods that take up room on them, as one round of scheduling sees them. */
final class Cluster {

    private final List<ObjectNode> nodes;
    private final Map<String, List<JsonNode>> pods = new HashMap<>();

    Cluster(List<ObjectNode> nodes, List<ObjectNode> pods) {
        this.nodes = nodes.stream().sorted(Comparator.comparing(Meta::name)).toList();
        pods.stream().filter(pod -> !Pods.finished(pod)).forEach(pod -> assume(pod, Pods.node(pod)));
    }

    /** Ordered by name. */
    List<ObjectNode> nodes() {
        return nodes;
    }

    List<JsonNode> podsOn(JsonNode node) {
        return pods.getOrDefault(Meta.name(node), List.of());
    }

    /** Counts the pod as one of that node. */
    void assume(JsonNode pod, String node) {
        if (!node.isEmpty()) {
            pods.computeIfAbsent(node, added -> new ArrayList<>()).add(pod);
        }
    }
}
