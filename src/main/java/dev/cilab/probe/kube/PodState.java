package dev.cilab.probe.kube;

import java.util.Map;

/**
 * A pod.
 *
 * @param on     the cluster
 * @param node   empty while it is not scheduled
 * @param ready  condition Ready
 * @param reason why a container waits or ended, e.g. {@code ImagePullBackOff}; empty if none does
 */
public record PodState(
        String on,
        String name,
        String namespace,
        String node,
        String ip,
        String phase,
        boolean ready,
        String reason,
        String message,
        int restarts,
        String image,
        Map<String, String> labels) {

    public PodState {
        labels = Map.copyOf(labels);
    }
}
