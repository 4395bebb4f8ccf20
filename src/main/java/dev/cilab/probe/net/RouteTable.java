package dev.cilab.probe.net;

import dev.cilab.probe.Prefix;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code ip -j route} (iproute2 5.15 and later). Host routes come without {@code /32} there, several next hops as a list, and with
 * {@code net.ipv4.nexthop_compat_mode=0} only the id of a next hop, which {@code ip -j nexthop} resolves.
 */
final class RouteTable {

    private final Site site;
    private final RouteNode node;
    private final Map<Long, JsonNode> nextHops;

    /** @param nextHops {@code ip -j nexthop} by id; empty where no route needs it */
    RouteTable(Site site, RouteNode node, Map<Long, JsonNode> nextHops) {
        this.site = site;
        this.node = node;
        this.nextHops = nextHops;
    }

    /** Are there routes that say no more than the id of their next hop? */
    static boolean needsNextHops(JsonNode table) {
        return table.valueStream()
                .anyMatch(r -> r.has("nhid") && !r.has("dev") && !r.has("gateway") && !r.has("nexthops"));
    }

    List<Route> read(JsonNode table) {
        List<Route> routes = new ArrayList<>();
        for (JsonNode route : table) {
            List<JsonNode> hops = hops(route);
            hops.forEach(hop -> routes.add(route(route, hop, hops.size())));
        }
        return routes;
    }

    private List<JsonNode> hops(JsonNode route) {
        if (route.has("nexthops")) {
            return route.path("nexthops").valueStream().toList();
        }
        JsonNode resolved = nextHops.get(route.path("nhid").asLong(-1));
        if (resolved == null || route.has("dev") || route.has("gateway")) {
            return List.of(route);
        }
        List<JsonNode> group = resolved.path("group")
                .valueStream()
                .map(member -> nextHops.get(member.path("id").asLong(-1)))
                .filter(Objects::nonNull)
                .toList();
        return group.isEmpty() ? List.of(resolved) : group;
    }

    private Route route(JsonNode route, JsonNode hop, int paths) {
        String prefix = prefix(route.path("dst").asString(""));
        String nextHop = hop.path("gateway").asString(hop.at("/via/host").asString(""));
        return new Route(
                node.name(),
                node,
                prefix,
                nextHop,
                nextHop.isEmpty() ? "" : site.nodeAt(nextHop),
                hop.path("dev").asString(route.path("dev").asString("")),
                route.path("protocol").asString(""),
                route.path("prefsrc").asString(""),
                route.path("metric").asLong(0),
                route.path("type").asString("unicast"),
                paths,
                !node.podCidr().isEmpty() && Prefix.of(node.podCidr()).contains(Prefix.of(prefix)));
    }

    static String prefix(String destination) {
        if (destination.equals("default")) {
            return "0.0.0.0/0";
        }
        return destination.contains("/") ? destination : destination + (destination.contains(":") ? "/128" : "/32");
    }
}
