package dev.cilab.probe.kube;

import java.util.List;

/**
 * How far a Deployment has come.
 *
 * @param on    the cluster
 * @param nodes where its ready pods run, each node once, sorted
 * @param stuck pods that wait for something that will not come by itself, e.g. {@code webpod-x: ImagePullBackOff (…)}
 */
public record DeploymentState(
        String on,
        String name,
        String namespace,
        int replicas,
        int ready,
        int updated,
        int available,
        List<String> nodes,
        List<String> stuck) {

    public DeploymentState {
        nodes = List.copyOf(nodes);
        stuck = List.copyOf(stuck);
    }
}
