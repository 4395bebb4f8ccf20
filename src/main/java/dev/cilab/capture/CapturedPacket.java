package dev.cilab.capture;

import java.util.List;

/**
 * One packet as a lab file sees it; for a tunnel, what is outside.
 *
 * @param on              the machine it was captured on
 * @param device          the interface there
 * @param time            ISO 8601, UTC
 * @param from            the machine that has the source address, else the address
 * @param to              the machine that has the destination address, else the address
 * @param source          empty where it is no IP packet
 * @param sourcePort      0 where there is none
 * @param protocol        {@code tcp udp icmp icmp6 arp geneve other}
 * @param ttl             time to live that was left here; 0 where it is no IP packet
 * @param flags           of TCP, e.g. {@code SYN ACK}
 * @param length          bytes on the wire
 * @param info            the packet in one line
 */
public record CapturedPacket(
        String on,
        String device,
        String time,
        String from,
        String to,
        String source,
        String destination,
        int sourcePort,
        int destinationPort,
        String protocol,
        int ttl,
        List<String> flags,
        int length,
        String info) {

    public CapturedPacket {
        flags = List.copyOf(flags);
    }
}
