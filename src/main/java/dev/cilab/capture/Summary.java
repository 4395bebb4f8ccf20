package dev.cilab.capture;

import dev.cilab.capture.bgp.BgpText;
import dev.cilab.capture.packet.Layer;
import java.util.List;
import java.util.StringJoiner;

/** A packet in one line: who to whom, and what. */
public final class Summary {

    private Summary() {}

    public static String of(List<Layer> layers) {
        StringJoiner text = new StringJoiner(" ");
        Layer.Ip ip = new Layer.Ip("?", "?", 0, 0, false);
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Ethernet ethernet -> {}
                case Layer.Cooked cooked -> {}
                case Layer.Vlan vlan -> text.add("VLAN " + vlan.id());
                case Layer.Arp arp -> text.add(arp(arp));
                case Layer.Ip next -> {
                    ip = next;
                    if (last(layers, layer) || next.fragment() || tunnel(layers, layer)) {
                        text.add(next.source() + " > " + next.destination());
                    }
                }
                case Layer.Tcp tcp -> text.add(tcp(ip, tcp));
                case Layer.Udp udp ->
                    text.add(ends(ip, udp.sourcePort(), udp.destinationPort()) + " UDP length " + udp.length());
                case Layer.Icmp icmp -> text.add(ip.source() + " > " + ip.destination() + " " + icmp(icmp));
                case Layer.Geneve geneve -> text.add(geneve(geneve));
                case Layer.Other other -> text.add(other.what() + " length " + other.length());
                case Layer.Broken broken -> text.add("[cut or damaged: " + broken.why() + "]");
            }
        }
        return text.toString();
    }

    private static boolean last(List<Layer> layers, Layer layer) {
        return layers.getLast() == layer;
    }

    /** Followed by neither ports nor a type: another IP header, or something that is not taken apart. */
    private static boolean tunnel(List<Layer> layers, Layer layer) {
        return switch (layers.get(layers.indexOf(layer) + 1)) {
            case Layer.Ip ip -> true;
            case Layer.Other other -> true;
            case Layer.Broken broken -> true;
            default -> false;
        };
    }

    private static String ends(Layer.Ip ip, int source, int destination) {
        return end(ip.source(), source) + " > " + end(ip.destination(), destination);
    }

    private static String end(String address, int port) {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }

    private static String tcp(Layer.Ip ip, Layer.Tcp tcp) {
        String bgp = tcp.sourcePort() == 179 || tcp.destinationPort() == 179 ? BgpText.ofSegment(tcp.payload()) : "";
        return ends(ip, tcp.sourcePort(), tcp.destinationPort()) + " TCP " + String.join(",", Ends.flags(tcp.flags()))
                + " seq " + tcp.sequence() + (tcp.length() > 0 ? " length " + tcp.length() : "")
                + (bgp.isEmpty() ? "" : " " + bgp);
    }

    private static String arp(Layer.Arp arp) {
        return arp.reply()
                ? "ARP " + arp.sender() + " is at " + arp.senderMac()
                : "ARP who has " + arp.target() + "? tell " + arp.sender();
    }

    private static String icmp(Layer.Icmp icmp) {
        String what = icmp.six()
                ? switch (icmp.type()) {
                    case 1 -> "unreachable";
                    case 2 -> "packet too big";
                    case 3 -> "time exceeded";
                    case 128 -> "echo request";
                    case 129 -> "echo reply";
                    case 135 -> "neighbor solicitation";
                    case 136 -> "neighbor advertisement";
                    default -> "type " + icmp.type() + " code " + icmp.code();
                }
                : switch (icmp.type()) {
                    case 0 -> "echo reply";
                    case 3 -> "unreachable, code " + icmp.code();
                    case 5 -> "redirect";
                    case 8 -> "echo request";
                    case 11 -> "time exceeded";
                    default -> "type " + icmp.type() + " code " + icmp.code();
                };
        return (icmp.six() ? "ICMPv6 " : "ICMP ") + what;
    }

    private static String geneve(Layer.Geneve geneve) {
        String dsr =
                geneve.dsr().map(d -> " DSR for " + end(d.address(), d.port())).orElse("");
        return "Geneve VNI " + geneve.vni() + dsr + ":";
    }
}
