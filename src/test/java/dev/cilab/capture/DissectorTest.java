package dev.cilab.capture;

import static dev.cilab.capture.Frames.ethernet;
import static dev.cilab.capture.Frames.hex;
import static dev.cilab.capture.Frames.ipv4;
import static dev.cilab.capture.Frames.join;
import static dev.cilab.capture.Frames.packet;
import static dev.cilab.capture.Frames.tcp;
import static dev.cilab.capture.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.capture.packet.Dissector;
import dev.cilab.capture.packet.Layer;
import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapParser;
import dev.cilab.data.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DissectorTest {

    private static final Tap TAP = new Tap("k8s-w1", "eth1");

    /** What Cilium sends to a backend's node with {@code loadBalancer.dsrDispatch=geneve}. */
    private static byte[] dsr() {
        byte[] inner = ethernet(0x0800, ipv4("192.168.10.200", "172.20.2.219", 6, tcp(54312, 80, 7, 2, new byte[0])));
        byte[] geneve = join(hex("03 40 6558 000002 00  014b 81 02 ac100101 0050 0000"), inner);
        return ethernet(0x0800, ipv4("192.168.10.101", "192.168.20.100", 17, udp(40000, 6081, geneve)));
    }

    @Test
    void geneveCarriesTheServiceAsAnOptionAndTheClientInside() {
        Findings findings = new Findings(UnaryOperator.identity());
        findings.accept(TAP, packet(dsr()));

        Golden.check("capture/dsr.json", Json.pretty(findings.tunnels()));
        assertThat(summary(dsr()))
                .isEqualTo(
                        "192.168.10.101:40000 > 192.168.20.100:6081 UDP length 74 Geneve VNI 2 DSR for 172.16.1.1:80: "
                                + "192.168.10.200:54312 > 172.20.2.219:80 TCP SYN seq 7");
        assertThat(findings.packets().getFirst().protocol()).isEqualTo("geneve");
    }

    @Test
    void vlanArpIcmpAndIpv6() {
        byte[] arp = hex("0001 0800 06 04 0001 020000000001 c0a80a64 000000000000 c0a80ac8");
        assertThat(summary(ethernet(0x0806, arp))).isEqualTo("ARP who has 192.168.10.200? tell 192.168.10.100");
        assertThat(summary(ethernet(
                        0x8100, join(hex("000a 0800"), ipv4("10.0.0.1", "10.0.0.2", 1, hex("0800 0000 0001 0001"))))))
                .isEqualTo("VLAN 10 10.0.0.1 > 10.0.0.2 ICMP echo request");
        byte[] ipv6 = join(
                hex("60000000 0010 00 40 fd000000000000000000000000000001 fe800000000000000000000000000002"),
                hex("3a 00 000000000000 8700 0000 00000000"));
        assertThat(summary(ethernet(0x86dd, ipv6))).isEqualTo("fd00::1 > fe80::2 ICMPv6 neighbor solicitation");
    }

    @Test
    void laterFragmentsHaveNoPorts() {
        byte[] fragment = ipv4("10.0.0.1", "10.0.0.2", 17, hex("ffff ffff ffff ffff"));
        fragment[7] = 5;

        assertThat(summary(ethernet(0x0800, fragment))).isEqualTo("10.0.0.1 > 10.0.0.2 fragment length 8");
    }

    @Test
    void whatFillsUpAShortFrameIsNoPayload() {
        byte[] frame =
                join(ethernet(0x0800, ipv4("10.0.0.1", "10.0.0.2", 6, tcp(1, 2, 3, 16, new byte[0]))), new byte[6]);

        assertThat(Dissector.layers(packet(frame)).getLast())
                .isInstanceOfSatisfying(
                        Layer.Tcp.class, tcp -> assertThat(tcp.payload()).isEmpty());
    }

    @Test
    void whatTheCaptureCutIsKnown() {
        byte[] frame = ethernet(0x0800, ipv4("10.0.0.1", "10.0.0.2", 6, tcp(1, 2, 3, 16, new byte[100])));
        byte[] cut = Arrays.copyOf(frame, 60);

        assertThat(Dissector.layers(new Packet(Frames.NOON, LinkType.ETHERNET, cut, frame.length))
                        .getLast())
                .isInstanceOfSatisfying(Layer.Tcp.class, tcp -> {
                    assertThat(tcp.payload()).hasSize(6);
                    assertThat(tcp.length()).isEqualTo(100);
                });
    }

    @Test
    void everyPrefixOfEveryPacketHasLayers() {
        byte[] frame = dsr();
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThat(Dissector.layers(packet(cut))).isNotEmpty();
            assertThat(summary(cut)).isNotNull();
        }
    }

    @Test
    void damagedPacketsAreTakenApartAsFarAsTheyGo() throws Exception {
        Random random = new Random(1);
        for (String file : List.of("frr-restart", "cooked")) {
            PcapParser parser = new PcapParser(packet -> {
                Findings findings = new Findings(UnaryOperator.identity());
                for (int i = 0; i < 200; i++) {
                    byte[] bytes = packet.bytes().clone();
                    for (int n = random.nextInt(8); n >= 0; n--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    }
                    int link = random.nextInt(4) == 0 ? random.nextInt(300) : packet.linkType();
                    findings.accept(TAP, new Packet(packet.time(), link, bytes, packet.length()));
                }
                findings.end();
                assertThat(findings.packets()).hasSize(200);
            });
            parser.write(Files.readAllBytes(Path.of("src/test/resources/capture", file + ".pcap")));
        }
    }

    @Test
    void cookedCaptures() throws Exception {
        StringBuilder text = new StringBuilder();
        new PcapParser(packet ->
                        text.append(Summary.of(Dissector.layers(packet))).append('\n'))
                .write(Files.readAllBytes(Path.of("src/test/resources/capture/cooked.pcap")));

        Golden.check("capture/cooked.txt", text.toString());
    }

    private static String summary(byte[] frame) {
        return Summary.of(Dissector.layers(packet(frame)));
    }
}
