package dev.cilab.probe.kube;

import java.util.List;
import java.util.Map;

/**
 * A node as the Kubernetes API knows it.
 *
 * @param on          the cluster
 * @param schedulable not cordoned
 * @param address     InternalIP
 */
public record KubeNode(
        String on,
        String name,
        boolean ready,
        boolean schedulable,
        String version,
        String address,
        String podCidr,
        List<String> roles,
        Map<String, String> labels) {

    public KubeNode {
        roles = List.copyOf(roles);
        labels = Map.copyOf(labels);
    }
}
