package dev.cilab.capture.packet;

import java.util.List;
import java.util.Optional;

/** One header of a packet, outermost first; what follows a tunnel's header is the packet inside. */
public sealed interface Layer {

    /** @param type the EtherType of what follows */
    record Ethernet(String source, String destination, int type) implements Layer {}

    record Vlan(int id, int type) implements Layer {}

    /** Linux' cooked header, of captures on all interfaces. @param incoming not sent by this machine itself */
    record Cooked(boolean incoming, int type) implements Layer {}

    record Arp(boolean reply, String sender, String senderMac, String target) implements Layer {}

    /**
     * IPv4 or IPv6.
     *
     * @param protocol the protocol of what follows, behind any IPv6 extension headers
     * @param fragment not the first fragment: no header of the next layer follows
     */
    record Ip(String source, String destination, int protocol, int ttl, boolean fragment) implements Layer {}

    /**
     * @param flags   the low byte: FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32
     * @param length  bytes of payload on the wire; more than {@code payload} where the capture cut it
     */
    record Tcp(
            int sourcePort,
            int destinationPort,
            long sequence,
            long acknowledgement,
            int flags,
            int window,
            byte[] payload,
            int length)
            implements Layer {

        public boolean syn() {
            return (flags & 2) != 0;
        }

        public boolean fin() {
            return (flags & 1) != 0;
        }

        public boolean rst() {
            return (flags & 4) != 0;
        }
    }

    record Udp(int sourcePort, int destinationPort, int length) implements Layer {}

    /** ICMP, or ICMPv6 when {@code six}. */
    record Icmp(boolean six, int type, int code) implements Layer {}

    /** RFC 8926. @param type the EtherType of what follows */
    record Geneve(int vni, int type, List<Option> options) implements Layer {

        public Geneve {
            options = List.copyOf(options);
        }

        /** @param optionClass as IANA registered it; @param type with its critical bit */
        public record Option(int optionClass, int type, byte[] data) {}

        /** The service that a backend must answer as, where Cilium sent the packet on for direct server return. */
        public Optional<DsrOption> dsr() {
            return options.stream().flatMap(o -> DsrOption.of(o).stream()).findFirst();
        }
    }

    /** Something that is not taken apart further. */
    record Other(String what, int length) implements Layer {}

    /** Bytes that end too early or contradict themselves. */
    record Broken(String why) implements Layer {}
}
