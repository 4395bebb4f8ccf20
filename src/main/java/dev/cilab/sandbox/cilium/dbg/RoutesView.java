package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.bgp.Route;
import dev.cilab.sandbox.cilium.bgp.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cilium-dbg bgp routes}. */
final class RoutesView {

    private static final Comparator<Route> ORDER = Comparator.comparingLong(Route::instance)
            .thenComparing(Route::neighbor)
            .thenComparing(route -> route.prefix().base())
            .thenComparing(route -> route.prefix().length());

    private final Instant now;

    RoutesView(Instant now) {
        this.now = now;
    }

    /** @param peers whether there is a column for the peer: advertised routes have one */
    String text(List<Route> routes, boolean peers) {
        Table table = new Table();
        if (peers) {
            table.row("VRouter", "Peer", "Prefix", "NextHop", "Age", "Attrs");
        } else {
            table.row("VRouter", "Prefix", "NextHop", "Age", "Attrs");
        }
        for (Route route : routes.stream().sorted(ORDER).toList()) {
            String nextHop = AttributeText.nextHop(route.attributes());
            String age = GoText.duration(age(route));
            String attributes = AttributeText.of(route.attributes());
            if (peers) {
                table.row(route.instance(), route.neighbor(), route.prefix(), nextHop, age, attributes);
            } else {
                table.row(route.instance(), route.prefix(), nextHop, age, attributes);
            }
        }
        return table.toString();
    }

    ArrayNode json(List<Route> routes) {
        ArrayNode array = Json.object().arrayNode();
        Map<String, ObjectNode> byPrefix = new LinkedHashMap<>();
        for (Route route : routes.stream().sorted(ORDER).toList()) {
            String key = route.instance() + " " + route.neighbor() + " " + route.prefix();
            ObjectNode object = byPrefix.computeIfAbsent(key, absent -> prefix(array, route));
            ((ArrayNode) object.get("paths")).add(path(route));
        }
        return array;
    }

    private static ObjectNode prefix(ArrayNode array, Route route) {
        ObjectNode object = array.addObject();
        if (!route.neighbor().isEmpty()) {
            object.put("neighbor", route.neighbor());
        }
        object.putArray("paths");
        object.put("prefix", route.prefix().toString()).put("router-asn", route.instance());
        return object;
    }

    private ObjectNode path(Route route) {
        ObjectNode path = Json.object().put("age-nanoseconds", age(route).toNanos());
        if (route.best()) {
            path.put("best", true);
        }
        path.putObject("family").put("afi", "ipv4").put("safi", "unicast");
        path.putObject("nlri").put("base64", WireFormat.base64(route.prefix()));
        ArrayNode attributes = path.putArray("path-attributes");
        route.attributes().forEach(attribute -> attributes.addObject().put("base64", WireFormat.base64(attribute)));
        if (route.stale()) {
            path.put("stale", true);
        }
        return path;
    }

    private Duration age(Route route) {
        Duration age = Duration.between(route.since(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
