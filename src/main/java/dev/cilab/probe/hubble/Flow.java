package dev.cilab.probe.hubble;

import java.util.List;

/**
 * A packet as an agent's Hubble saw it.
 *
 * @param on          the node whose agent tells
 * @param time        ISO 8601, UTC
 * @param verdict     {@code FORWARDED DROPPED ERROR AUDIT REDIRECTED TRACED TRANSLATED}
 * @param direction   {@code INGRESS} or {@code EGRESS}; empty where Hubble does not tell
 * @param point       where on its way, e.g. {@code TO_ENDPOINT}
 * @param protocol    {@code tcp udp icmpv4 icmpv6 sctp}; empty where there is none
 * @param from        {@code namespace/pod}, else a reserved name such as {@code world} or {@code host}, else the address
 * @param fromCluster empty where Hubble does not tell
 * @param sourcePort  0 where there is none
 * @param flags       of TCP, e.g. {@code SYN ACK}
 * @param reply       goes back to who began; false also where Hubble does not know
 * @param dropReason  empty unless dropped
 */
public record Flow(
        String on,
        String time,
        String verdict,
        String direction,
        String point,
        String protocol,
        String from,
        String fromCluster,
        String source,
        int sourcePort,
        String to,
        String toCluster,
        String destination,
        int destinationPort,
        List<String> flags,
        boolean reply,
        String dropReason,
        String summary) {

    public Flow {
        flags = List.copyOf(flags);
    }
}
