package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.NodeAffinity;
import dev.cilab.sandbox.cluster.machinery.Taints;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a node must satisfy. Only the first thing that it lacks counts, in the real scheduler's order. */
final class Filters {

    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");
    private static final int DEFAULT_MAX_PODS = 110;

    private final Cluster cluster;
    private final TopologySpread spread;

    Filters(Cluster cluster) {
        this.cluster = cluster;
        spread = new TopologySpread(cluster);
    }

    Optional<Refusal> refusal(ObjectNode pod, ObjectNode node) {
        return cordoned(pod, node)
                .or(() -> tainted(pod, node))
                .or(() -> NodeAffinity.required(pod.path("spec"), node)
                        ? Optional.empty()
                        : Optional.of(Refusal.OTHER_NODE))
                .or(() -> portsTaken(pod, node))
                .or(() -> tooFull(pod, node))
                .or(() -> spread.allows(pod, node) ? Optional.empty() : Optional.of(Refusal.SPREAD))
                .or(() -> repelled(pod, node));
    }

    private static Optional<Refusal> cordoned(ObjectNode pod, ObjectNode node) {
        if (!node.path("spec").path("unschedulable").asBoolean(false)) {
            return Optional.empty();
        }
        ObjectNode taint = Json.object().put("key", Taints.UNSCHEDULABLE).put("effect", Taints.NO_SCHEDULE);
        boolean tolerated =
                Taints.toleration(taint, pod.path("spec").path("tolerations")).isPresent();
        return tolerated ? Optional.empty() : Optional.of(Refusal.UNSCHEDULABLE);
    }

    private static Optional<Refusal> tainted(ObjectNode pod, ObjectNode node) {
        return Taints.untolerated(node, pod.path("spec").path("tolerations"), Taints.NO_SCHEDULE, Taints.NO_EXECUTE)
                .stream()
                .findFirst()
                .map(taint -> Refusal.taint(Json.text(taint, "key"), Json.text(taint, "value")));
    }

    private Optional<Refusal> portsTaken(ObjectNode pod, ObjectNode node) {
        List<JsonNode> wanted = hostPorts(pod);
        for (JsonNode other : wanted.isEmpty() ? List.<JsonNode>of() : cluster.podsOn(node)) {
            for (JsonNode taken : hostPorts(other)) {
                if (wanted.stream().anyMatch(port -> clash(port, taken))) {
                    return Optional.of(Refusal.PORTS);
                }
            }
        }
        return Optional.empty();
    }

    private static List<JsonNode> hostPorts(JsonNode pod) {
        List<JsonNode> ports = new ArrayList<>();
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (JsonNode port : container.path("ports")) {
                if (port.path("hostPort").asInt(0) > 0) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    private static boolean clash(JsonNode left, JsonNode right) {
        String leftIp = left.path("hostIP").asString("0.0.0.0");
        String rightIp = right.path("hostIP").asString("0.0.0.0");
        boolean sameIp = leftIp.equals(rightIp) || leftIp.equals("0.0.0.0") || rightIp.equals("0.0.0.0");
        return sameIp
                && left.path("hostPort").asInt() == right.path("hostPort").asInt()
                && left.path("protocol")
                        .asString("TCP")
                        .equals(right.path("protocol").asString("TCP"));
    }

    private Optional<Refusal> tooFull(ObjectNode pod, ObjectNode node) {
        JsonNode allocatable = node.path("status").path("allocatable");
        int maxPods = Integer.parseInt(allocatable.path("pods").asString(String.valueOf(DEFAULT_MAX_PODS)));
        if (cluster.podsOn(node).size() >= maxPods) {
            return Optional.of(Refusal.TOO_MANY_PODS);
        }
        for (String resource : RESOURCES) {
            BigDecimal wanted = requested(pod, resource);
            if (wanted.signum() > 0 && allocatable.has(resource)) {
                BigDecimal used = cluster.podsOn(node).stream()
                        .map(other -> requested(other, resource))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                if (used.add(wanted).compareTo(Quantity.of(allocatable.path(resource))) > 0) {
                    return Optional.of(Refusal.insufficient(resource));
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal requested(JsonNode pod, String resource) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode container : pod.path("spec").path("containers")) {
            sum = sum.add(
                    Quantity.of(container.path("resources").path("requests").path(resource)));
        }
        return sum;
    }

    private Optional<Refusal> repelled(ObjectNode pod, ObjectNode node) {
        for (JsonNode term : PodTerms.required(pod, "podAffinity")) {
            if (!attracted(term, pod, node)) {
                return Optional.of(Refusal.AFFINITY);
            }
        }
        for (JsonNode term : PodTerms.required(pod, "podAntiAffinity")) {
            if (inDomain(term, node, other -> PodTerms.selects(term, pod, other))) {
                return Optional.of(Refusal.ANTI_AFFINITY);
            }
        }
        for (ObjectNode place : cluster.nodes()) {
            for (JsonNode other : cluster.podsOn(place)) {
                for (JsonNode term : PodTerms.required(other, "podAntiAffinity")) {
                    if (PodTerms.sameDomain(term, place, node) && PodTerms.selects(term, other, pod)) {
                        return Optional.of(Refusal.OTHERS_ANTI_AFFINITY);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The first pod of a group that is drawn to itself may start anywhere in a domain. */
    private boolean attracted(JsonNode term, ObjectNode pod, ObjectNode node) {
        if (PodTerms.domain(term, node).isEmpty()) {
            return false;
        }
        if (inDomain(term, node, other -> PodTerms.selects(term, pod, other))) {
            return true;
        }
        boolean anywhere = cluster.nodes().stream()
                .flatMap(place -> cluster.podsOn(place).stream())
                .anyMatch(other -> PodTerms.selects(term, pod, other));
        return !anywhere && PodTerms.selects(term, pod, pod);
    }

    private boolean inDomain(JsonNode term, ObjectNode node, Predicate<JsonNode> wanted) {
        return cluster.nodes().stream()
                .filter(place -> PodTerms.sameDomain(term, place, node))
                .flatMap(place -> cluster.podsOn(place).stream())
                .anyMatch(wanted);
    }
}
