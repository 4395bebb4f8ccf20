package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.cluster.machinery.Meta;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Finds the node for a pod, or says why there is none, as the real scheduler words it. */
final class Placement {

    private final Cluster cluster;

    Placement(Cluster cluster) {
        this.cluster = cluster;
    }

    /** A node, or the message of the event FailedScheduling. */
    sealed interface Outcome {

        record Fits(ObjectNode node) implements Outcome {}

        record Nowhere(String message) implements Outcome {}
    }

    Outcome place(ObjectNode pod) {
        if (cluster.nodes().isEmpty()) {
            return new Outcome.Nowhere("no nodes available to schedule pods");
        }
        Filters filters = new Filters(cluster);
        Map<String, Refusal> refused = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> filters.refusal(pod, node).ifPresent(why -> refused.put(Meta.name(node), why)));
        Optional<ObjectNode> best = cluster.nodes().stream()
                .filter(node -> !refused.containsKey(Meta.name(node)))
                .min(new Scores(cluster).bestFor(pod));
        return best.<Outcome>map(Outcome.Fits::new).orElseGet(() -> new Outcome.Nowhere(message(refused.values())));
    }

    private String message(Collection<Refusal> refusals) {
        String none = "0/" + cluster.nodes().size() + " nodes are available: ";
        return none
                + counted(refusals, Refusal::reason)
                + ". preemption: "
                + none
                + counted(refusals, Placement::preemption)
                + ".";
    }

    private static String preemption(Refusal refusal) {
        return refusal.resolvable()
                ? "No preemption victims found for incoming pod"
                : "Preemption is not helpful for scheduling";
    }

    private static String counted(Collection<Refusal> refusals, Function<Refusal, String> text) {
        return refusals.stream().collect(Collectors.groupingBy(text, Collectors.counting())).entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
