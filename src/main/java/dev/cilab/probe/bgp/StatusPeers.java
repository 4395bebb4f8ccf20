package dev.cilab.probe.bgp;

import dev.cilab.kube.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads the status of CiliumBGPNodeConfig objects (name = node): what can be known without running anything in an agent. Written by the
 * agents every few seconds at most; empty where status reports are switched off.
 */
final class StatusPeers {

    private final Instant now;

    StatusPeers(Instant now) {
        this.now = now;
    }

    List<Peer> read(String on, KubeObject config) {
        return config.at("/status/bgpInstances")
                .valueStream()
                .flatMap(instance ->
                        instance.path("peers").valueStream().map(peer -> peer(on, config.name(), instance, peer)))
                .toList();
    }

    private Peer peer(String on, String node, JsonNode instance, JsonNode json) {
        List<Family> families = json.path("routeCount")
                .valueStream()
                .map(c -> new Family(
                        c.path("afi").asString(""),
                        c.path("safi").asString(""),
                        c.path("received").asLong(0),
                        0,
                        c.path("advertised").asLong(0)))
                .toList();
        Family ipv4 = CiliumPeers.ipv4(families);
        String state = CiliumPeers.state(json.path("peeringState").asString("unknown"));
        return new Peer(
                on,
                node,
                json.path("name").asString(""),
                instance.path("localASN").asLong(0),
                json.path("peerASN").asLong(0),
                json.path("peerAddress").asString(""),
                state,
                state.equals("established") ? age(json.path("establishedTime").asString("")) : 0,
                ipv4.received(),
                ipv4.accepted(),
                ipv4.advertised(),
                json.at("/timers/appliedHoldTimeSeconds").asInt(0),
                json.at("/timers/appliedKeepaliveSeconds").asInt(0),
                false,
                0,
                "ok",
                "",
                families);
    }

    private long age(String time) {
        try {
            return Math.max(0, Duration.between(Instant.parse(time), now).toSeconds());
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
