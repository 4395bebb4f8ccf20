package dev.cilab.capture.bgp;

import java.util.List;

/** What two BGP speakers say to each other (RFC 4271). */
public sealed interface BgpMessage {

    /**
     * @param asn          four bytes long where the speaker can (RFC 6793)
     * @param capabilities in words, e.g. {@code graceful-restart 15s}
     */
    record Open(long asn, int holdTimeSeconds, String routerId, List<String> capabilities) implements BgpMessage {
        public Open {
            capabilities = List.copyOf(capabilities);
        }
    }

    /**
     * @param endOfRib    the address family whose first table is complete with this (RFC 4724), e.g. {@code ipv4-unicast}; else empty
     * @param origin      {@code igp}, {@code egp}, {@code incomplete}; empty where nothing is announced
     * @param asPath      AS numbers with spaces between
     * @param med         negative where there is none
     * @param localPref   negative where there is none
     * @param communities e.g. {@code 65000:99}
     */
    record Update(
            List<Announced> announced,
            List<String> withdrawn,
            String endOfRib,
            String origin,
            String asPath,
            long med,
            long localPref,
            List<String> communities)
            implements BgpMessage {
        public Update {
            announced = List.copyOf(announced);
            withdrawn = List.copyOf(withdrawn);
            communities = List.copyOf(communities);
        }
    }

    /** A prefix and where to send what is for it. */
    record Announced(String prefix, String nextHop) {}

    record Notification(int code, int subcode, String meaning) implements BgpMessage {}

    record Keepalive() implements BgpMessage {}

    record RouteRefresh(String family) implements BgpMessage {}

    /** A message that contradicts itself, or of a type that nobody registered. */
    record Unreadable(int type, String why) implements BgpMessage {}
}
