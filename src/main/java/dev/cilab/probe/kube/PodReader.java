package dev.cilab.probe.kube;

import dev.cilab.kube.KubeObject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads pods. */
final class PodReader {

    /** Reasons of a waiting container that no waiting mends. */
    private static final Set<String> STUCK = Set.of(
            "ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");

    private PodReader() {}

    static PodState read(String on, KubeObject pod) {
        JsonNode container = troubled(pod);
        JsonNode state = container.path("state");
        JsonNode why = state.has("waiting") ? state.path("waiting") : state.path("terminated");
        JsonNode unscheduled = unscheduled(pod);
        return new PodState(
                on,
                pod.name(),
                pod.namespace(),
                pod.at("/spec/nodeName").asString(""),
                pod.at("/status/podIP").asString(""),
                pod.at("/status/phase").asString(""),
                Conditions.isTrue(pod, "Ready"),
                why.path("reason").asString(unscheduled.path("reason").asString("")),
                why.path("message").asString(unscheduled.path("message").asString("")),
                pod.at("/status/containerStatuses")
                        .valueStream()
                        .mapToInt(c -> c.path("restartCount").asInt(0))
                        .sum(),
                pod.at("/spec/containers/0/image").asString(""),
                pod.labels());
    }

    private static JsonNode troubled(KubeObject pod) {
        return pod.at("/status/containerStatuses")
                .valueStream()
                .filter(c -> !c.path("state").has("running"))
                .findFirst()
                .orElse(pod.at("/status/containerStatuses/0"));
    }

    private static JsonNode unscheduled(KubeObject pod) {
        return pod.at("/status/conditions")
                .valueStream()
                .filter(c -> c.path("type").asString("").equals("PodScheduled")
                        && c.path("status").asString("").equals("False"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** What the pod waits for in vain, if it does. */
    static Optional<String> stuck(PodState pod) {
        return STUCK.contains(pod.reason())
                ? Optional.of(pod.name() + ": " + pod.reason() + " (image " + pod.image() + ")")
                : Optional.empty();
    }
}
