package dev.cilab.probe.mesh;

/**
 * A route that a node needs to reach the pods of a node of another cluster, and the one it has.
 *
 * @param on      the node
 * @param remote  the other cluster; {@code to} its node
 * @param prefix  that node's PodCIDR
 * @param address that node's own address
 * @param nextHop of the route that the node has to the prefix; empty if it has none
 * @param ok      it leads straight to that node
 */
public record MeshRoute(
        String on,
        String remote,
        String to,
        String prefix,
        String address,
        String nextHop,
        String protocol,
        boolean ok) {}
