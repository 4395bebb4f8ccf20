package dev.cilab.capture;

import java.util.List;

/**
 * One packet in a Geneve tunnel.
 *
 * @param on          the machine it was captured on
 * @param time        ISO 8601, UTC
 * @param from        the machine at the tunnel's beginning, else its address
 * @param to          the machine at the tunnel's end, else its address
 * @param vni         network identifier; Cilium puts the source's security identity there
 * @param options     class and type of each option, e.g. {@code 0x14b/0x81}
 * @param dsr         carries Cilium's option for direct server return
 * @param service     the service's address from that option; the backend answers in its name
 * @param servicePort 0 without the option
 * @param source      of the packet inside; with direct server return the client
 * @param sourcePort  0 where it has none
 * @param destination of the packet inside; with direct server return the backend
 * @param protocol    of the packet inside: {@code tcp udp icmp icmp6 arp other}
 */
public record CapturedTunnel(
        String on,
        String time,
        String from,
        String to,
        int vni,
        List<String> options,
        boolean dsr,
        String service,
        int servicePort,
        String source,
        int sourcePort,
        String destination,
        int destinationPort,
        String protocol,
        List<String> flags) {

    public CapturedTunnel {
        options = List.copyOf(options);
        flags = List.copyOf(flags);
    }
}
