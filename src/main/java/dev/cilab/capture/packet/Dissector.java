package dev.cilab.capture.packet;

import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Malformed;
import dev.cilab.capture.pcap.Packet;
import java.util.ArrayList;
import java.util.List;

/** Takes packets apart. Whatever the bytes are, the answer is a list of layers; what cannot be read ends it as {@link Layer.Broken}. */
public final class Dissector {

    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int TEB = 0x6558;
    private static final int IPV6 = 0x86dd;
    private static final int GENEVE_PORT = 6081;
    /** Tunnels within tunnels within … : nobody builds more. */
    private static final int DEEPEST = 16;

    private final List<Layer> layers = new ArrayList<>();
    private final int cut;

    private Dissector(int cut) {
        this.cut = cut;
    }

    public static List<Layer> layers(Packet packet) {
        Dissector dissector = new Dissector(packet.length() - packet.bytes().length);
        try {
            dissector.link(packet.linkType(), new Cursor(packet.bytes()));
        } catch (Malformed e) {
            dissector.layers.add(new Layer.Broken(e.getMessage()));
        }
        return dissector.layers;
    }

    private void link(int type, Cursor bytes) throws Malformed {
        switch (type) {
            case LinkType.ETHERNET -> ethernet(bytes);
            case LinkType.LINUX_SLL -> {
                int kind = bytes.u16();
                bytes.skip(12);
                cooked(kind, bytes.u16(), bytes);
            }
            case LinkType.LINUX_SLL2 -> {
                int protocol = bytes.u16();
                bytes.skip(8);
                int kind = bytes.u8();
                bytes.skip(9);
                cooked(kind, protocol, bytes);
            }
            case LinkType.NULL -> {
                bytes.skip(4);
                ip(bytes);
            }
            case LinkType.RAW, LinkType.RAW_IPV4, LinkType.RAW_IPV6 -> ip(bytes);
            default -> other("link type " + type, bytes);
        }
    }

    private void ethernet(Cursor bytes) throws Malformed {
        String destination = bytes.mac();
        String source = bytes.mac();
        int type = bytes.u16();
        layers.add(new Layer.Ethernet(source, destination, type));
        network(type, bytes);
    }

    private void cooked(int kind, int type, Cursor bytes) throws Malformed {
        layers.add(new Layer.Cooked(kind != 4, type));
        network(type, bytes);
    }

    private void network(int type, Cursor bytes) throws Malformed {
        if (layers.size() > DEEPEST) {
            throw new Malformed("more than " + DEEPEST + " headers");
        }
        switch (type) {
            case 0x8100, 0x88a8, 0x9100 -> {
                int id = bytes.u16() & 0xfff;
                int inner = bytes.u16();
                layers.add(new Layer.Vlan(id, inner));
                network(inner, bytes);
            }
            case IPV4, IPV6 -> ip(bytes);
            case ARP -> arp(bytes);
            case TEB -> ethernet(bytes);
            default -> other(type < 1536 ? "802.3" : "EtherType 0x" + Integer.toHexString(type), bytes);
        }
    }

    private void arp(Cursor bytes) throws Malformed {
        bytes.skip(4);
        int hardware = bytes.u8();
        int protocol = bytes.u8();
        if (hardware != 6 || protocol != 4) {
            throw new Malformed("ARP with addresses of " + hardware + " and " + protocol + " bytes");
        }
        boolean reply = bytes.u16() == 2;
        String mac = bytes.mac();
        String sender = bytes.address(4);
        bytes.skip(6);
        layers.add(new Layer.Arp(reply, sender, mac, bytes.address(4)));
    }

    private void ip(Cursor bytes) throws Malformed {
        int first = bytes.u8();
        switch (first >> 4) {
            case 4 -> ipv4(first & 0xf, bytes);
            case 6 -> ipv6(bytes);
            default -> throw new Malformed("IP version " + (first >> 4));
        }
    }

    private void ipv4(int words, Cursor bytes) throws Malformed {
        bytes.skip(1);
        int total = bytes.u16();
        bytes.skip(2);
        int fragment = bytes.u16() & 0x1fff;
        int ttl = bytes.u8();
        int protocol = bytes.u8();
        bytes.skip(2);
        String source = bytes.address(4);
        String destination = bytes.address(4);
        if (words < 5) {
            throw new Malformed("an IPv4 header of " + words + " words");
        }
        bytes.skip((words - 5) * 4);
        layers.add(new Layer.Ip(source, destination, protocol, ttl, fragment > 0));
        int length = total == 0 ? bytes.left() + cut : total - words * 4; // 0: left to the network card to fill in
        transport(fragment > 0, protocol, length, bytes);
    }

    private void ipv6(Cursor bytes) throws Malformed {
        bytes.skip(3);
        int length = bytes.u16();
        int next = bytes.u8();
        int ttl = bytes.u8();
        String source = bytes.address(16);
        String destination = bytes.address(16);
        length = length == 0 ? bytes.left() + cut : length;
        boolean fragment = false;
        while (!fragment && (next == 0 || next == 43 || next == 44 || next == 60)) {
            int header = next;
            int before = bytes.left();
            next = bytes.u8();
            int size = bytes.u8();
            if (header == 44) {
                fragment = (bytes.u16() & 0xfff8) != 0;
                bytes.skip(4);
            } else {
                bytes.skip(6 + size * 8);
            }
            length -= before - bytes.left();
        }
        layers.add(new Layer.Ip(source, destination, next, ttl, fragment));
        transport(fragment, next, length, bytes);
    }

    /** @param length bytes that follow on the wire; behind them the frame is only filled up */
    private void transport(boolean fragment, int protocol, int length, Cursor all) throws Malformed {
        if (length < 0) {
            throw new Malformed("a packet that is shorter than its header");
        }
        Cursor bytes = all.atMost(length);
        if (fragment) {
            layers.add(new Layer.Other("fragment", length));
            return;
        }
        switch (protocol) {
            case 6 -> tcp(length, bytes);
            case 17 -> udp(bytes);
            case 1, 58 -> layers.add(new Layer.Icmp(protocol == 58, bytes.u8(), bytes.u8()));
            case 4, 41 -> network(protocol == 4 ? IPV4 : IPV6, bytes);
            default -> other("protocol " + protocol, bytes);
        }
    }

    private void tcp(int length, Cursor bytes) throws Malformed {
        int source = bytes.u16();
        int destination = bytes.u16();
        long sequence = bytes.u32();
        long acknowledgement = bytes.u32();
        int words = bytes.u8() >> 4;
        int flags = bytes.u8();
        int window = bytes.u16();
        bytes.skip(4);
        if (words < 5 || words * 4 > length) {
            throw new Malformed("a TCP header of " + words + " words");
        }
        bytes.skip((words - 5) * 4);
        layers.add(new Layer.Tcp(
                source, destination, sequence, acknowledgement, flags, window, bytes.rest(), length - words * 4));
    }

    private void udp(Cursor bytes) throws Malformed {
        int source = bytes.u16();
        int destination = bytes.u16();
        int length = bytes.u16();
        bytes.skip(2);
        layers.add(new Layer.Udp(source, destination, Math.max(0, length - 8)));
        if (destination == GENEVE_PORT) {
            geneve(bytes);
        }
    }

    private void geneve(Cursor bytes) throws Malformed {
        int first = bytes.u8();
        bytes.skip(1);
        int type = bytes.u16();
        int vni = bytes.u24();
        bytes.skip(1);
        if (first >> 6 != 0) {
            throw new Malformed("Geneve version " + (first >> 6));
        }
        Cursor words = bytes.part((first & 0x3f) * 4);
        List<Layer.Geneve.Option> options = new ArrayList<>();
        while (words.left() > 0) {
            int optionClass = words.u16();
            int optionType = words.u8();
            options.add(new Layer.Geneve.Option(optionClass, optionType, words.take((words.u8() & 0x1f) * 4)));
        }
        layers.add(new Layer.Geneve(vni, type, options));
        network(type, bytes);
    }

    private void other(String what, Cursor bytes) {
        layers.add(new Layer.Other(what, bytes.left()));
    }
}
