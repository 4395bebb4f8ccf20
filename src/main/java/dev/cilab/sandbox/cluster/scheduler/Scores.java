package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Meta.Owner;
import dev.cilab.sandbox.cluster.machinery.NodeAffinity;
import dev.cilab.sandbox.cluster.machinery.Taints;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which of the nodes that fit is best: what the pod prefers, then few pods of the same owner, then few pods. Ties go by name, where the
 * real scheduler throws dice: the same lab looks the same every time.
 */
final class Scores {

    private final Cluster cluster;

    Scores(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Best first. */
    Comparator<ObjectNode> bestFor(ObjectNode pod) {
        return Comparator.<ObjectNode>comparingInt(node -> -preference(pod, node))
                .thenComparingInt(node -> siblings(pod, node))
                .thenComparingInt(node -> cluster.podsOn(node).size())
                .thenComparing(Meta::name);
    }

    private int preference(ObjectNode pod, ObjectNode node) {
        int avoided = Taints.untolerated(node, pod.path("spec").path("tolerations"), Taints.PREFER_NO_SCHEDULE)
                .size();
        return NodeAffinity.preferred(pod.path("spec"), node)
                + weight(pod, node, "podAffinity")
                - weight(pod, node, "podAntiAffinity")
                - avoided;
    }

    private int weight(ObjectNode pod, ObjectNode node, String kind) {
        int sum = 0;
        for (JsonNode preference : PodTerms.preferred(pod, kind)) {
            JsonNode term = preference.path("podAffinityTerm");
            for (ObjectNode place : cluster.nodes()) {
                if (PodTerms.sameDomain(term, place, node)) {
                    int selected = (int) cluster.podsOn(place).stream()
                            .filter(other -> PodTerms.selects(term, pod, other))
                            .count();
                    sum += selected * preference.path("weight").asInt(1);
                }
            }
        }
        return sum;
    }

    private int siblings(ObjectNode pod, ObjectNode node) {
        Optional<Owner> owner = Meta.controller(pod);
        return owner.isEmpty()
                ? 0
                : (int) cluster.podsOn(node).stream()
                        .filter(other ->
                                !Meta.deleting(other) && Meta.controller(other).equals(owner))
                        .count();
    }
}
