package dev.cilab.sandbox.cilium.bgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What GoBGP says of a peer. Times in seconds, 0 = not negotiated.
 *
 * @param session as Cilium's API words it: {@code idle connect active open_sent open_confirm established unknown}
 * @param since   when the peering was established; null while it is not
 */
public record PeerState(
        Instance instance,
        Instance.Peer peer,
        String session,
        Instant since,
        int appliedHold,
        int appliedKeepalive,
        List<Counters> families) {

    private static final String[] SESSION = {
        "unknown", "idle", "connect", "active", "open_sent", "open_confirm", "established"
    };
    private static final String[] AFI = {"unknown", "ipv4", "ipv6"};

    public PeerState {
        families = List.copyOf(families);
    }

    /**
     * @param received everything the peer sent, paths with our own AS in them too
     * @param accepted without those
     */
    public record Counters(String afi, String safi, long received, long accepted, long advertised) {}

    public boolean established() {
        return session.equals("established");
    }

    /** A peer that GoBGP does not know yet. */
    static PeerState unknown(Instance instance, Instance.Peer peer) {
        List<Counters> families = peer.settings().families().stream()
                .map(family -> new Counters(family.afi(), family.safi(), 0, 0, 0))
                .toList();
        return new PeerState(instance, peer, "idle", null, 0, 0, families);
    }

    /** From {@code gobgp neighbor ADDRESS -j}. */
    static PeerState of(Instance instance, Instance.Peer peer, JsonNode neighbor) {
        JsonNode state = neighbor.path("state");
        JsonNode timers = neighbor.path("timers").path("state");
        int code = state.path("session_state").asInt(0);
        String session = code < SESSION.length ? SESSION[code] : SESSION[0];
        boolean established = session.equals("established");
        return new PeerState(
                instance,
                peer,
                session,
                established
                        ? Instant.ofEpochSecond(
                                timers.path("uptime").path("seconds").asLong())
                        : null,
                established ? timers.path("negotiated_hold_time").asInt(0) : 0,
                established ? timers.path("keepalive_interval").asInt(0) : 0,
                counters(neighbor.path("afi_safis"), established));
    }

    private static List<Counters> counters(JsonNode families, boolean established) {
        List<Counters> counters = new ArrayList<>();
        for (JsonNode family : families) {
            JsonNode state = family.path("state");
            JsonNode id = family.path("config").path("family");
            int afi = id.path("afi").asInt(0);
            counters.add(new Counters(
                    afi < AFI.length ? AFI[afi] : AFI[0],
                    id.path("safi").asInt(0) == 1 ? "unicast" : "unknown",
                    established ? state.path("received").asLong(0) : 0,
                    established ? state.path("accepted").asLong(0) : 0,
                    state.path("advertised").asLong(0)));
        }
        return counters;
    }
}
