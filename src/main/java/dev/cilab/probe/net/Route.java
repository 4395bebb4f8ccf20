package dev.cilab.probe.net;

/**
 * One next hop of a route in a kernel's main table; a route over several paths is several of these.
 *
 * @param on       the node
 * @param prefix   always with its length: {@code 172.16.1.1/32}, {@code 0.0.0.0/0}
 * @param nextHop  empty for a directly connected network
 * @param protocol {@code kernel static bgp dhcp boot} …
 * @param type     {@code unicast blackhole unreachable} …
 * @param paths    how many next hops the route has in all
 */
public record Route(
        String on,
        RouteNode node,
        String prefix,
        String nextHop,
        String device,
        String protocol,
        String source,
        long metric,
        String type,
        int paths) {}
