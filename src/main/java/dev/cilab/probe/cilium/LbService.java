package dev.cilab.probe.cilium;

import java.util.List;

/**
 * A service as LB IPAM sees it.
 *
 * @param on     the cluster
 * @param type   {@code ClusterIP NodePort LoadBalancer ExternalName}
 * @param ips    addresses that it was given; none while kubectl shows {@code <pending>}
 * @param policy external traffic policy, {@code Cluster} or {@code Local}; empty where the type has none
 * @param reason of the condition {@code cilium.io/IPAMRequestSatisfied}: {@code satisfied}, or why it waits, e.g. {@code out_of_ips}; empty
 *               where the operator has not said anything
 */
public record LbService(
        String on,
        String name,
        String namespace,
        String type,
        String clusterIp,
        List<String> ips,
        String policy,
        boolean satisfied,
        String reason,
        String message) {

    public LbService {
        ips = List.copyOf(ips);
    }
}
