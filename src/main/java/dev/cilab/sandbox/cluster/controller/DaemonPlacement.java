package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.NodeAffinity;
import dev.cilab.sandbox.cluster.machinery.Pods;
import dev.cilab.sandbox.cluster.machinery.Taints;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a DaemonSet's pods belong, and what a pod gets so that it ends there: an affinity to its node, the daemons' tolerations. */
final class DaemonPlacement {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final List<String> NO_EXECUTE = List.of(Taints.NOT_READY, Taints.UNREACHABLE);
    private static final List<String> NO_SCHEDULE = List.of(
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            Taints.UNSCHEDULABLE);

    private DaemonPlacement() {}

    /** A pod should be started there. */
    static boolean shouldRun(ObjectNode daemonSet, JsonNode node) {
        return fits(daemonSet, node, Taints.NO_SCHEDULE, Taints.NO_EXECUTE);
    }

    /** A pod that is there may stay: a NoSchedule taint does not drive it out. */
    static boolean mayStay(ObjectNode daemonSet, JsonNode node) {
        return fits(daemonSet, node, Taints.NO_EXECUTE);
    }

    private static boolean fits(ObjectNode daemonSet, JsonNode node, String... effects) {
        ObjectNode spec = (ObjectNode)
                daemonSet.path("spec").path("template").path("spec").deepCopy();
        tolerate(spec);
        return NodeAffinity.required(spec, node)
                && Taints.untolerated(node, spec.path("tolerations"), effects).isEmpty();
    }

    static void place(ObjectNode podSpec, String node) {
        ObjectNode affinity = Json.object(Json.object(podSpec, "affinity"), "nodeAffinity");
        ArrayNode terms = Json.object().putArray("nodeSelectorTerms");
        ObjectNode field = terms.addObject().putArray("matchFields").addObject();
        field.put("key", "metadata.name")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        affinity.putObject(REQUIRED).set("nodeSelectorTerms", terms);
        tolerate(podSpec);
    }

    /** The node that a daemon pod is for, bound or not. */
    static String node(JsonNode pod) {
        String bound = Pods.node(pod);
        if (!bound.isEmpty()) {
            return bound;
        }
        return pod.path("spec")
                .path("affinity")
                .path("nodeAffinity")
                .path(REQUIRED)
                .path("nodeSelectorTerms")
                .path(0)
                .path("matchFields")
                .path(0)
                .path("values")
                .path(0)
                .asString("");
    }

    private static void tolerate(ObjectNode podSpec) {
        ArrayNode tolerations = podSpec.withArray("tolerations");
        NO_EXECUTE.forEach(key -> add(tolerations, key, Taints.NO_EXECUTE));
        NO_SCHEDULE.forEach(key -> add(tolerations, key, Taints.NO_SCHEDULE));
        if (podSpec.path("hostNetwork").asBoolean(false)) {
            add(tolerations, "node.kubernetes.io/network-unavailable", Taints.NO_SCHEDULE);
        }
    }

    private static void add(ArrayNode tolerations, String key, String effect) {
        tolerations.addObject().put("key", key).put("operator", "Exists").put("effect", effect);
    }
}
