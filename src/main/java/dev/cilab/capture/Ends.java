package dev.cilab.capture;

import dev.cilab.capture.packet.Layer;
import java.util.ArrayList;
import java.util.List;

/** The first packet that a list of layers holds, up to a tunnel's header: addresses, ports, protocol, time to live. */
record Ends(
        String source,
        int sourcePort,
        String destination,
        int destinationPort,
        String protocol,
        int ttl,
        List<String> flags) {

    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    static Ends of(List<Layer> layers) {
        Ends ends = new Ends("", 0, "", 0, "other", 0, List.of());
        for (Layer layer : layers) {
            ends = switch (layer) {
                case Layer.Ip ip -> new Ends(ip.source(), 0, ip.destination(), 0, "other", ip.ttl(), List.of());
                case Layer.Tcp tcp -> ends.with(tcp.sourcePort(), tcp.destinationPort(), "tcp", flags(tcp.flags()));
                case Layer.Udp udp -> ends.with(udp.sourcePort(), udp.destinationPort(), "udp", List.of());
                case Layer.Icmp icmp -> ends.with(0, 0, icmp.six() ? "icmp6" : "icmp", List.of());
                case Layer.Arp arp -> new Ends(arp.sender(), 0, arp.target(), 0, "arp", 0, List.of());
                case Layer.Geneve geneve -> ends;
                case Layer.Ethernet ethernet -> ends;
                case Layer.Vlan vlan -> ends;
                case Layer.Cooked cooked -> ends;
                case Layer.Other other -> ends;
                case Layer.Broken broken -> ends;
            };
            if (layer instanceof Layer.Geneve) {
                return ends.with(ends.sourcePort, ends.destinationPort, "geneve", List.of());
            }
        }
        return ends;
    }

    static List<String> flags(int bits) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((bits & 1 << i) != 0) {
                set.add(FLAGS[i]);
            }
        }
        return set;
    }

    private Ends with(int from, int to, String what, List<String> set) {
        return new Ends(source, from, destination, to, what, ttl, set);
    }
}
