package dev.cilab.probe.bgp;

import java.util.List;

/**
 * One path to a prefix in a BGP table.
 *
 * @param on         whose table: a node
 * @param node       the cluster node that originates or announces it; the table's own node for its own paths
 * @param asn        the AS of the table's speaker
 * @param neighbor   the peer it was sent to or received from, empty for own paths
 * @param nextHop    {@code 0.0.0.0} for own paths
 * @param asPath     AS numbers separated by spaces, empty for own paths
 * @param origin     {@code igp}, {@code egp} or {@code incomplete}
 * @param best       in the table's best-path selection
 * @param multipath  used together with the best path
 * @param attributes as GoBGP prints them, e.g. {@code {Origin: i}}; empty where the speaker is FRR
 */
public record Path(
        String on,
        String node,
        long asn,
        String neighbor,
        String prefix,
        String nextHop,
        String asPath,
        String origin,
        boolean best,
        boolean multipath,
        boolean stale,
        long ageSeconds,
        List<String> attributes) {

    public Path {
        attributes = List.copyOf(attributes);
    }
}
