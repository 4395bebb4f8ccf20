package dev.cilab.probe.kube;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each node's share of the pod network. Cilium hands it out itself (CiliumNode {@code spec.ipam.podCIDRs}); what Kubernetes wrote into the
 * Node object may be another range that nobody uses, so it counts only where Cilium says nothing.
 */
public final class PodCidrs {

    private PodCidrs() {}

    /** Node name → CIDR, for the nodes that have one. */
    public static Map<String, String> of(Cluster api) throws Unreachable {
        Map<String, String> cidrs = new LinkedHashMap<>();
        for (KubeObject node : api.list(Ref.all("nodes"))) {
            put(cidrs, node, node.at("/spec/podCIDR").asString(""));
        }
        if (api.serves("ciliumnodes").isPresent()) {
            for (KubeObject node : api.list(Ref.all("ciliumnodes"))) {
                put(cidrs, node, node.at("/spec/ipam/podCIDRs/0").asString(""));
            }
        }
        return cidrs;
    }

    private static void put(Map<String, String> cidrs, KubeObject node, String cidr) {
        if (!cidr.isEmpty()) {
            cidrs.put(node.name(), cidr);
        }
    }
}
