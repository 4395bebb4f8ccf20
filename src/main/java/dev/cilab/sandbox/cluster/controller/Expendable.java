package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Which pods a ReplicaSet gives up first when it has too many; the order that the API reference promises. */
final class Expendable {

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");

    private Expendable() {}

    /** Unscheduled, not running, not ready, cheap, doubled up on a node, ready for the shortest time, restarted most, youngest. */
    static Comparator<ObjectNode> first(List<ObjectNode> all) {
        Map<String, Long> perNode = all.stream().collect(Collectors.groupingBy(Pods::node, Collectors.counting()));
        return Comparator.<ObjectNode, Boolean>comparing(pod -> !Pods.node(pod).isEmpty())
                .thenComparing(pod -> PHASES.indexOf(Pods.phase(pod)))
                .thenComparing(Pods::ready)
                .thenComparing(Expendable::cost)
                .thenComparing(pod -> -perNode.get(Pods.node(pod)))
                .thenComparing(Comparator.<ObjectNode, Instant>comparing(Pods::readySince)
                        .reversed())
                .thenComparing(pod -> -Pods.restarts(pod))
                .thenComparing(
                        Comparator.<ObjectNode, Instant>comparing(Meta::created).reversed());
    }

    private static int cost(ObjectNode pod) {
        try {
            return Integer.parseInt(Meta.annotation(pod, DELETION_COST));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
