package dev.cilab.probe.bgp;

import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Reads {@code show ip bgp json} of FRR 8 and 10. Truth values are there only when true; own routes have no AS path and no peer. */
final class FrrPaths {

    static final String TABLE = "show ip bgp json";

    private final Site site;

    FrrPaths(Site site) {
        this.site = site;
    }

    /** @param answer to {@link #TABLE} */
    List<Path> read(String on, String router, FrrAnswer answer) {
        JsonNode table = answer.documents().getFirst();
        long asn = answer.dialect().asn(table.path("localAS"));
        List<Path> paths = new ArrayList<>();
        table.path("routes").propertyStream().forEach(route -> {
            for (JsonNode path : route.getValue()) {
                for (JsonNode hop : path.path("nexthops")) {
                    paths.add(path(on, router, asn, route.getKey(), path, hop));
                }
            }
        });
        return paths;
    }

    private Path path(String on, String router, long asn, String prefix, JsonNode json, JsonNode hop) {
        String asPath = json.path("path").asString("");
        String peer = asPath.isEmpty() ? "" : json.path("peerId").asString("");
        return new Path(
                on,
                peer.isEmpty() ? router : site.nodeAt(peer),
                asn,
                peer,
                prefix,
                hop.path("ip").asString(""),
                asPath,
                json.path("origin").asString("").toLowerCase(Locale.ROOT),
                json.path("bestpath").asBoolean(false),
                json.path("multipath").asBoolean(false),
                json.path("stale").asBoolean(false),
                0,
                List.of());
    }
}
