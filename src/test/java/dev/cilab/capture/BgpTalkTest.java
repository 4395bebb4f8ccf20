package dev.cilab.capture;

import static dev.cilab.capture.Frames.bgp;
import static dev.cilab.capture.Frames.hex;
import static dev.cilab.capture.Frames.join;
import static dev.cilab.capture.Frames.tcpPacket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.capture.bgp.BgpTalk;
import dev.cilab.capture.bgp.BgpText;
import dev.cilab.capture.packet.Dissector;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BgpTalkTest {

    private static final byte[] KEEPALIVE = bgp(4, new byte[0]);
    private static final byte[] UPDATE =
            bgp(2, hex("0000 0014  40 01 01 00  40 02 06 02 01 0000fde9  40 03 04 c0a80a65  18 ac1401  20 ac100101"));

    @Test
    void aRecordedRestartOfFrr() throws Exception {
        BgpTalk talk = new BgpTalk();
        StringBuilder text = new StringBuilder();
        new PcapParser(packet -> talk.accept(packet.time(), Dissector.layers(packet))
                        .forEach(
                                said -> text.append(said.from() + " > " + said.to() + ": " + BgpText.of(said.message()))
                                        .append('\n')))
                .write(Files.readAllBytes(Path.of("src/test/resources/capture/frr-restart.pcap")));

        Golden.check("capture/frr-restart.txt", text.toString());
    }

    @Test
    void messagesThatSpanSegmentsOverlapAndComeOutOfOrder() {
        byte[] stream = join(KEEPALIVE, UPDATE, KEEPALIVE, UPDATE);
        List<Packet> segments = new ArrayList<>();
        for (int at = 0; at < stream.length; at += 13) {
            int end = Math.min(stream.length, at + 20); // seven bytes of each are sent again
            segments.add(segment(at, Arrays.copyOfRange(stream, at, end)));
        }
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            List<Packet> shuffled = new ArrayList<>(segments);
            Collections.shuffle(shuffled, random);
            shuffled.addFirst(tcpPacket("10.0.0.1", 179, "10.0.0.2", 40000, 0xffff_fff0L - 1, 2, new byte[0]));
            assertThat(texts(shuffled))
                    .containsExactly(
                            "KEEPALIVE",
                            "UPDATE announces 172.20.1.0/24, 172.16.1.1/32 via 192.168.10.101 path 65001",
                            "KEEPALIVE",
                            "UPDATE announces 172.20.1.0/24, 172.16.1.1/32 via 192.168.10.101 path 65001");
        }
    }

    @Test
    void aStreamJoinedInTheMiddleGoesOnAtTheNextMarker() {
        byte[] stream = join(Arrays.copyOfRange(UPDATE, 30, UPDATE.length), KEEPALIVE);

        assertThat(texts(List.of(segment(500, stream)))).containsExactly("KEEPALIVE");
    }

    @Test
    void aSegmentThatNeverCameCostsNoMoreThanItself() {
        List<String> texts = texts(List.of(
                segment(0, KEEPALIVE), segment(19 + UPDATE.length, KEEPALIVE), segment(38 + UPDATE.length, KEEPALIVE)));

        assertThat(texts).containsExactly("KEEPALIVE", "KEEPALIVE", "KEEPALIVE");
    }

    @Test
    void withdrawalsEndOfRibAndIpv6() {
        byte[] withdrawal = bgp(2, hex("0004 18 ac1402 0000"));
        byte[] end = bgp(2, hex("0000 0000"));
        byte[] end6 = bgp(2, hex("0000 0006 80 0f 03 0002 01"));
        byte[] reach6 = bgp(
                2,
                hex("0000 0038 40 01 01 00 40 02 00"
                        + "80 0e 27 0002 01 10 fd000000000000000000000000000001 00 40 fd00000000000001 40 fd00000000000002"
                        + "c0 08 04 fde8 0063"));
        byte[] refusal = bgp(3, hex("06 02"));

        assertThat(texts(List.of(segment(0, join(withdrawal, end, end6, refusal)))))
                .containsExactly(
                        "UPDATE withdraws 172.20.2.0/24",
                        "UPDATE End-of-RIB ipv4-unicast",
                        "UPDATE End-of-RIB ipv6-unicast",
                        "NOTIFICATION cease: administrative shutdown");
        assertThat(texts(List.of(segment(0, reach6))))
                .containsExactly("UPDATE announces fd00:0:0:1::/64, fd00:0:0:2::/64 via fd00::1");
    }

    @Test
    void twoByteAsNumbersOfOldSpeakers() {
        byte[] open = bgp(1, hex("04 fde8 00b4 0a000001 00"));
        byte[] other = bgp(1, hex("04 fde9 00b4 0a000002 00"));
        byte[] update = bgp(2, hex("0000 0012 40 01 01 00 40 02 04 02 01 fde9 40 03 04 0a000002 08 0b"));

        assertThat(texts(List.of(
                        tcpPacket("10.0.0.2", 40000, "10.0.0.1", 179, 0, 24, other), segment(0, join(open, update)))))
                .containsExactly(
                        "OPEN AS 65001 hold 180 s, id 10.0.0.2",
                        "OPEN AS 65000 hold 180 s, id 10.0.0.1",
                        "UPDATE announces 11.0.0.0/8 via 10.0.0.2 path 65001");
    }

    @Test
    void aDamagedUpdateIsSaidAndTheStreamGoesOn() {
        byte[] damaged = UPDATE.clone();
        damaged[damaged.length - 5] = 99; // a prefix of that length

        assertThat(texts(List.of(segment(0, join(damaged, KEEPALIVE)))))
                .containsExactly("unreadable message (a prefix of length 99)", "KEEPALIVE");
    }

    private static Packet segment(long offset, byte[] payload) {
        return tcpPacket("10.0.0.1", 179, "10.0.0.2", 40000, 0xffff_fff0L + offset, 24, payload);
    }

    private static List<String> texts(List<Packet> packets) {
        BgpTalk talk = new BgpTalk();
        List<String> texts = new ArrayList<>();
        packets.forEach(packet -> talk.accept(packet.time(), Dissector.layers(packet))
                .forEach(said -> texts.add(BgpText.of(said.message()))));
        talk.end(Frames.NOON).forEach(said -> texts.add(BgpText.of(said.message())));
        return texts;
    }
}
