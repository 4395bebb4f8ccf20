package dev.cilab.probe.cilium;

import java.util.List;

/**
 * A CiliumLoadBalancerIPPool. The operator writes its counts as messages of conditions; a count that is not there yet is -1.
 *
 * @param on          the cluster
 * @param blocks      as the pool's spec has them, {@code 172.16.1.0/24} or {@code 172.16.1.10-172.16.1.20}
 * @param addresses   how many IPv4 addresses the blocks hold by the spec, first and last left out where it says so
 * @param conflicting it overlaps with an older pool; nothing is given out of it
 * @param total       as the operator counts, like {@code available} and {@code used}
 * @param services    {@code NAMESPACE/NAME} of services that have an address out of its blocks, sorted
 */
public record Pool(
        String on,
        String name,
        List<String> blocks,
        boolean disabled,
        boolean conflicting,
        long addresses,
        long total,
        long available,
        long used,
        List<String> services) {

    public Pool {
        blocks = List.copyOf(blocks);
        services = List.copyOf(services);
    }
}
