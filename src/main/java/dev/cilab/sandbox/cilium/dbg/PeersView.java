package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.bgp.PeerSettings;
import dev.cilab.sandbox.cilium.bgp.PeerState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code cilium-dbg bgp peers}. */
final class PeersView {

    private static final Comparator<PeerState> ORDER = Comparator.comparingLong(
                    (PeerState state) -> state.instance().localAsn())
            .thenComparing(state -> state.peer().address());

    private final Dialect dialect;
    private final Instant now;

    PeersView(Dialect dialect, Instant now) {
        this.dialect = dialect;
        this.now = now;
    }

    String text(List<PeerState> peers) {
        Table table = new Table()
                .row("Local AS", "Peer AS", "Peer Address", "Session", "Uptime", "Family", "Received", "Advertised");
        for (PeerState state : peers.stream().sorted(ORDER).toList()) {
            Object[] cells = {
                state.instance().localAsn(),
                state.peer().asn(),
                state.peer().address() + ":" + state.peer().settings().port(),
                state.session(),
                GoText.duration(uptime(state))
            };
            boolean first = true;
            for (PeerState.Counters family : state.families()) {
                Object[] lead = first ? cells : new Object[] {"", "", "", "", ""};
                table.row(
                        lead[0],
                        lead[1],
                        lead[2],
                        lead[3],
                        lead[4],
                        family.afi() + "/" + family.safi(),
                        family.received(),
                        family.advertised());
                first = false;
            }
            if (first) {
                table.row(cells[0], cells[1], cells[2], cells[3], cells[4], "", "", "");
            }
        }
        return table.toString();
    }

    ArrayNode json(List<PeerState> peers) {
        ArrayNode array = Json.object().arrayNode();
        peers.stream().sorted(ORDER).forEach(state -> array.add(json(state)));
        return array;
    }

    private ObjectNode json(PeerState state) {
        PeerSettings settings = state.peer().settings();
        ObjectNode peer = Json.object();
        number(peer, "applied-hold-time-seconds", state.appliedHold());
        number(peer, "applied-keep-alive-time-seconds", state.appliedKeepalive());
        number(peer, "configured-hold-time-seconds", settings.hold());
        number(peer, "configured-keep-alive-time-seconds", settings.keepalive());
        number(peer, "connect-retry-time-seconds", settings.connectRetry());
        number(peer, "ebgp-multihop-ttl", settings.multihop());
        ArrayNode families = peer.putArray("families");
        for (PeerState.Counters counters : state.families()) {
            ObjectNode family = families.addObject();
            number(family, "accepted", counters.accepted());
            number(family, "advertised", counters.advertised());
            family.put("afi", counters.afi());
            number(family, "received", counters.received());
            family.put("safi", counters.safi());
        }
        ObjectNode restart = peer.putObject("graceful-restart");
        if (settings.restart() > 0) {
            restart.put("enabled", true).put("restart-time-seconds", settings.restart());
        }
        number(peer, "local-asn", state.instance().localAsn());
        if (dialect == Dialect.V1_19) {
            peer.put("name", state.peer().name());
        }
        peer.put("peer-address", state.peer().address());
        number(peer, "peer-asn", state.peer().asn());
        number(peer, "peer-port", settings.port());
        peer.put("session-state", state.session());
        if (!state.peer().password().isEmpty()) {
            peer.put("tcp-password-enabled", true);
        }
        number(peer, "uptime-nanoseconds", uptime(state).toNanos());
        return peer;
    }

    private Duration uptime(PeerState state) {
        return state.established() ? Duration.between(state.since(), now) : Duration.ZERO;
    }

    private static void number(ObjectNode object, String field, long value) {
        if (value != 0) {
            object.put(field, value);
        }
    }
}
