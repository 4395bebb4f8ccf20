package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Cidr;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One path in a routing table of GoBGP's.
 *
 * @param instance the AS number of the table's owner
 * @param neighbor the peer whose adj-rib-out it is; empty for the local RIB
 */
public record Route(
        long instance,
        String neighbor,
        Cidr prefix,
        Instant since,
        boolean best,
        boolean stale,
        List<PathAttribute> attributes) {

    public Route {
        attributes = List.copyOf(attributes);
    }

    /** From {@code gobgp global rib -j} or {@code gobgp neighbor X adj-out -j}; an empty table prints text or nothing. */
    static List<Route> listOf(long instance, String neighbor, String json) {
        List<Route> routes = new ArrayList<>();
        if (!json.startsWith("{")) {
            return routes;
        }
        for (Map.Entry<String, JsonNode> prefix : Json.read(json).properties()) {
            for (JsonNode path : prefix.getValue()) {
                routes.add(new Route(
                        instance,
                        neighbor,
                        Cidr.of(prefix.getKey()),
                        Instant.ofEpochSecond(path.path("age").asLong()),
                        path.path("best").asBoolean(false),
                        path.path("stale").asBoolean(false),
                        PathAttribute.listOf(path.path("attrs"))));
            }
        }
        return routes;
    }
}
