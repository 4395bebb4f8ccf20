package dev.cilab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Malformed;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapParser;
import dev.cilab.capture.pcap.PcapWriter;
import dev.cilab.capture.pcap.PcapngWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapParserTest {

    @ParameterizedTest
    @CsvSource({
        "BIG_ENDIAN, a1b2c3d4, 123456, 123456000",
        "LITTLE_ENDIAN, a1b2c3d4, 123456, 123456000",
        "BIG_ENDIAN, a1b23c4d, 123456789, 123456789",
        "LITTLE_ENDIAN, a1b23c4d, 123456789, 123456789"
    })
    void takesBothByteOrdersAndBothClocks(String order, String magic, int ticks, int nanos) throws Malformed {
        ByteBuffer file = ByteBuffer.allocate(24 + 16 + 3)
                .order(order.startsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.parseUnsignedInt(magic, 16))
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262144)
                .putInt(LinkType.LINUX_SLL2)
                .putInt(1_800_000_000)
                .putInt(ticks)
                .putInt(3)
                .putInt(60)
                .put(new byte[] {1, 2, 3});

        List<Packet> packets = parse(file.array(), 1000);

        assertThat(packets).hasSize(1);
        assertThat(packets.getFirst().time()).isEqualTo(Instant.ofEpochSecond(1_800_000_000, nanos));
        assertThat(packets.getFirst().linkType()).isEqualTo(LinkType.LINUX_SLL2);
        assertThat(packets.getFirst().bytes()).containsExactly(1, 2, 3);
        assertThat(packets.getFirst().length()).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1_000_000})
    void readsARecordedCaptureInPiecesOfAnySize(int piece) throws Exception {
        byte[] file = Files.readAllBytes(Path.of("src/test/resources/capture/frr-restart.pcap"));

        List<Packet> packets = parse(file, piece);

        assertThat(packets).hasSizeGreaterThan(50).isSortedAccordingTo((a, b) -> a.time()
                .compareTo(b.time()));
        assertThat(written(packets)).isEqualTo(file);
    }

    @Test
    void whatIsNoPcapIsSaid() {
        assertThatThrownBy(() -> parse("tcpdump: permission denied\n".getBytes(StandardCharsets.UTF_8), 100))
                .isInstanceOf(Malformed.class)
                .hasMessage("not a pcap file: it begins with 74637064");
    }

    @Test
    void aPacketOfImpossibleLengthIsDamageAndNotMemory() throws Exception {
        byte[] file = written(List.of(Frames.packet(new byte[10])));
        ByteBuffer.wrap(file).putInt(24 + 8, Integer.MAX_VALUE);

        assertThatThrownBy(() -> parse(file, 100)).isInstanceOf(Malformed.class).hasMessageEndingWith("is damaged");
    }

    @Test
    void aCaptureThatWasCutKeepsWhatIsWhole() throws Exception {
        byte[] file = written(List.of(Frames.packet(new byte[10]), Frames.packet(new byte[20])));
        List<Packet> packets = new ArrayList<>();
        PcapParser parser = new PcapParser(packets::add);

        parser.write(file, 0, file.length - 5);

        assertThat(packets).hasSize(1);
        assertThat(parser.rest()).isEqualTo(16 + 15);
    }

    @Test
    void pcapngNamesItsInterfaces() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapngWriter writer = new PcapngWriter(out);
        Packet ethernet = Frames.packet(new byte[61]);
        writer.write("k8s-w1 eth1", ethernet);
        writer.write("k8s-w0 eth1", ethernet);
        writer.write("k8s-w1 eth1", new Packet(ethernet.time(), LinkType.RAW, new byte[4], 4));
        writer.write("k8s-w1 eth1", ethernet);

        List<Integer> types = new ArrayList<>();
        ByteBuffer blocks = ByteBuffer.wrap(out.toByteArray());
        while (blocks.hasRemaining()) {
            int at = blocks.position();
            types.add(blocks.getInt());
            int length = blocks.getInt();
            assertThat(length % 4).isZero();
            assertThat(blocks.getInt(at + length - 4)).isEqualTo(length);
            blocks.position(at + length);
        }
        assertThat(types).containsExactly(0x0a0d0d0a, 1, 6, 1, 6, 1, 6, 6);
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .contains("k8s-w1 eth1")
                .contains("k8s-w0 eth1");
    }

    @Test
    void aPcapFileHoldsOneLinkType() throws Exception {
        PcapWriter writer = new PcapWriter(new ByteArrayOutputStream(), LinkType.RAW);

        assertThatThrownBy(() -> writer.write(Frames.packet(new byte[1])))
                .hasMessage("a pcap file holds one link type: 101, not 1 too; a .pcapng file holds both");
    }

    private static List<Packet> parse(byte[] file, int piece) throws Malformed {
        List<Packet> packets = new ArrayList<>();
        PcapParser parser = new PcapParser(packets::add);
        for (int at = 0; at < file.length; at += piece) {
            parser.write(file, at, Math.min(piece, file.length - at));
        }
        return packets;
    }

    private static byte[] written(List<Packet> packets) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PcapWriter writer = new PcapWriter(out, packets.getFirst().linkType());
        for (Packet packet : packets) {
            writer.write(packet);
        }
        return out.toByteArray();
    }
}
