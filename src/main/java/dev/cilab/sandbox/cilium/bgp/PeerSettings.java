package dev.cilab.sandbox.cilium.bgp;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A CiliumBGPPeerConfig's spec with its defaults. Times in seconds.
 *
 * @param authSecret name of the Secret that holds the TCP MD5 password; empty = none
 * @param restart    graceful restart time; 0 = graceful restart is off
 */
public record PeerSettings(
        int port,
        int connectRetry,
        int hold,
        int keepalive,
        int multihop,
        int restart,
        String authSecret,
        List<Family> families) {

    public PeerSettings {
        families = List.copyOf(families);
    }

    /** @param advertisements label selector over CiliumBGPAdvertisements; missing = nothing is advertised in this family */
    public record Family(String afi, String safi, JsonNode advertisements) {

        /** As GoBGP names it, e.g. {@code ipv4-unicast}. */
        public String name() {
            return afi + "-" + safi;
        }
    }

    /** @param spec of the CiliumBGPPeerConfig; a missing node = all defaults */
    public static PeerSettings of(JsonNode spec) {
        JsonNode timers = spec.path("timers");
        JsonNode restart = spec.path("gracefulRestart");
        List<Family> families = new ArrayList<>();
        for (JsonNode family : spec.path("families")) {
            families.add(new Family(
                    family.path("afi").asString(), family.path("safi").asString(), family.path("advertisements")));
        }
        if (families.isEmpty()) {
            // negotiated without advertisements: nothing is announced
            families.add(new Family("ipv4", "unicast", spec.path("no such field")));
            families.add(new Family("ipv6", "unicast", spec.path("no such field")));
        }
        return new PeerSettings(
                spec.path("transport").path("peerPort").asInt(179),
                timers.path("connectRetryTimeSeconds").asInt(120),
                timers.path("holdTimeSeconds").asInt(90),
                timers.path("keepAliveTimeSeconds").asInt(30),
                spec.path("ebgpMultihop").asInt(1),
                restart.path("enabled").asBoolean(false)
                        ? restart.path("restartTimeSeconds").asInt(120)
                        : 0,
                spec.path("authSecretRef").asString(""),
                families);
    }
}
