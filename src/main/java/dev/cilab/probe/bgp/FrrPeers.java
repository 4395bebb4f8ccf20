package dev.cilab.probe.bgp;

import dev.cilab.probe.Site;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code show bgp ipv4 unicast summary json} (counters, policy) beside {@code show bgp neighbors json} (timers, graceful restart, last
 * error). FRR 8 and 10 use the same keys. No neighbors and no {@code router bgp} both give an empty object.
 */
final class FrrPeers {

    static final String SUMMARY = "show bgp ipv4 unicast summary json";
    static final String NEIGHBORS = "show bgp neighbors json";

    private final Site site;

    FrrPeers(Site site) {
        this.site = site;
    }

    /** @param answer to {@link #SUMMARY} and {@link #NEIGHBORS} */
    List<Peer> read(String on, FrrAnswer answer) {
        JsonNode summary = answer.documents().get(0);
        JsonNode neighbors = answer.documents().get(1);
        JsonNode ipv4 = summary.has("ipv4Unicast") ? summary.path("ipv4Unicast") : summary;
        return ipv4.path("peers")
                .propertyStream()
                .map(peer -> peer(on, answer.dialect(), peer.getKey(), peer.getValue(), neighbors.path(peer.getKey())))
                .toList();
    }

    private Peer peer(String on, FrrDialect dialect, String address, JsonNode summary, JsonNode detail) {
        long received = summary.path("pfxRcd").asLong(0);
        long sent = summary.path("pfxSnt").asLong(0);
        String state = summary.path("state").asString("unknown");
        boolean established = state.equals("Established");
        return new Peer(
                on,
                site.nodeAt(address),
                summary.path("desc").asString(detail.path("peerGroup").asString("")),
                dialect.asn(summary.path("localAs")),
                dialect.asn(summary.path("remoteAs")),
                address,
                CiliumPeers.state(state.replaceFirst(" \\(.*", "")),
                established ? summary.path("peerUptimeMsec").asLong(0) / 1000 : 0,
                received,
                received,
                sent,
                established ? (int) (detail.path("bgpTimerHoldTimeMsecs").asLong(0) / 1000) : 0,
                established
                        ? (int) (detail.path("bgpTimerKeepAliveIntervalMsecs").asLong(0) / 1000)
                        : 0,
                detail.at("/neighborCapabilities/gracefulRestart").asString("").equals("advertisedAndReceived"),
                detail.at("/gracefulRestartInfo/timers/receivedRestartTimer").asInt(0),
                summary.path("peerState").asString("OK").toLowerCase(Locale.ROOT),
                lastError(detail),
                List.of(new Family("ipv4", "unicast", received, received, sent)));
    }

    private static String lastError(JsonNode detail) {
        String notification = detail.path("lastNotificationReason").asString("");
        return notification.isEmpty() ? detail.path("lastResetDueTo").asString("") : notification;
    }
}
