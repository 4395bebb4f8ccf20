package dev.cilab.probe.mesh;

import java.util.List;

/**
 * What decides whether a cluster fits into a mesh with others.
 *
 * @param cluster        its name in the topology
 * @param name           Cilium's {@code cluster.name}
 * @param id             Cilium's {@code cluster.id}; 0 = not meant for a mesh
 * @param maxConnected   {@code clustermesh.maxConnectedClusters}
 * @param routingMode    {@code native} or {@code tunnel}
 * @param podCidrs       networks of its pods
 * @param nativeCidr     {@code ipv4NativeRoutingCIDR}; may be empty
 * @param masquerade     pods' addresses are hidden behind the node's outside of what is native
 * @param notMasqueraded networks of which that is not true (ip-masq-agent)
 */
public record Member(
        String cluster,
        String name,
        int id,
        int maxConnected,
        String routingMode,
        List<String> podCidrs,
        String nativeCidr,
        boolean masquerade,
        List<String> notMasqueraded) {

    /** What the ip-masq-agent leaves alone where its own list is empty. */
    public static final List<String> NOT_MASQUERADED_BY_DEFAULT = List.of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4");

    public Member {
        podCidrs = List.copyOf(podCidrs);
        notMasqueraded = List.copyOf(notMasqueraded);
    }
}
