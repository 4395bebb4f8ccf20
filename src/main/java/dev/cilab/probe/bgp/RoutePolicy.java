package dev.cilab.probe.bgp;

import java.util.List;

/**
 * One statement of a route policy.
 *
 * @param type      {@code import} or {@code export}
 * @param neighbors addresses without prefix length; empty = any
 * @param prefixes  e.g. {@code 172.20.1.0/24 (24..24)}; empty = any
 * @param action    {@code none}, {@code accept} or {@code reject}
 */
public record RoutePolicy(
        String on,
        String node,
        long asn,
        String name,
        String type,
        List<String> neighbors,
        List<String> prefixes,
        String action) {

    public RoutePolicy {
        neighbors = List.copyOf(neighbors);
        prefixes = List.copyOf(prefixes);
    }
}
