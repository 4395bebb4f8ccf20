package dev.cilab.probe.net;

/**
 * One next hop of a route in a kernel's main table; a route over several paths is several of these.
 *
 * @param on       the node
 * @param prefix   always with its length: {@code 172.16.1.1/32}, {@code 0.0.0.0/0}
 * @param nextHop  empty for a directly connected network
 * @param via      the machine that has the next hop's address, or the address
 * @param protocol {@code kernel static bgp dhcp boot} …
 * @param type     {@code unicast blackhole unreachable} …
 * @param paths    how many next hops the route has in all
 * @param own      the prefix lies within the node's own PodCIDR
 */
public record Route(
        String on,
        RouteNode node,
        String prefix,
        String nextHop,
        String via,
        String device,
        String protocol,
        String source,
        long metric,
        String type,
        int paths,
        boolean own) {}
