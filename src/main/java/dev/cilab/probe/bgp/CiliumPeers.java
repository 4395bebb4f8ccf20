package dev.cilab.probe.bgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code cilium-dbg bgp peers -o json}: an array of BgpPeer. Fields of zero value are left out there, so an absent counter is 0. The
 * schema of 1.17 to 1.20 differs only by additions.
 */
final class CiliumPeers {

    private CiliumPeers() {}

    static List<Peer> read(String on, String node, JsonNode answer) {
        return answer.valueStream().map(peer -> peer(on, node, peer)).toList();
    }

    private static Peer peer(String on, String node, JsonNode json) {
        List<Family> families = families(json.path("families"));
        Family ipv4 = ipv4(families);
        JsonNode restart = json.path("graceful-restart");
        return new Peer(
                on,
                node,
                json.path("name").asString(""),
                json.path("local-asn").asLong(0),
                json.path("peer-asn").asLong(0),
                json.path("peer-address").asString(""),
                state(json.path("session-state").asString("unknown")),
                json.path("uptime-nanoseconds").asLong(0) / 1_000_000_000L,
                ipv4.received(),
                ipv4.accepted(),
                ipv4.advertised(),
                json.path("applied-hold-time-seconds").asInt(0),
                json.path("applied-keep-alive-time-seconds").asInt(0),
                restart.path("enabled").asBoolean(false),
                restart.path("restart-time-seconds").asInt(0),
                "ok",
                "",
                families);
    }

    /** The array is always there but may be null. */
    private static List<Family> families(JsonNode json) {
        List<Family> families = new ArrayList<>();
        json.valueStream()
                .forEach(f -> families.add(new Family(
                        f.path("afi").asString(""),
                        f.path("safi").asString(""),
                        f.path("received").asLong(0),
                        f.path("accepted").asLong(0),
                        f.path("advertised").asLong(0))));
        return families;
    }

    static Family ipv4(List<Family> families) {
        return families.stream()
                .filter(f -> f.name().equals("ipv4/unicast"))
                .findFirst()
                .orElse(new Family("ipv4", "unicast", 0, 0, 0));
    }

    /** {@code open_sent} and {@code OpenSent} are one state. */
    static String state(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "");
    }
}
