package dev.cilab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.capture.bgp.BgpMessage;
import dev.cilab.capture.bgp.BgpTalk;
import dev.cilab.capture.packet.Dissector;
import dev.cilab.capture.packet.Layer;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Wireshark reads out of a capture is what is read here. The {@code .tsv} files are what tshark 4.0 said of the captures beside them
 * ({@code tshark -T pdml}, a line for each message or packet): {@code frr-restart} and {@code maintenance} were taken of FRR and GoBGP, {@code geneve} was
 * made by text2pcap around Geneve headers as RFC 8926 and Cilium's bpf/lib/tunnel.h have them.
 */
class WiresharkTest {

    private static final Path FOLDER = Path.of("src/test/resources/capture");

    @ParameterizedTest
    @ValueSource(strings = {"frr-restart", "maintenance"})
    void every_bgp_message_and_what_it_says(String capture) throws Exception {
        BgpTalk talk = new BgpTalk();
        List<String> lines = new ArrayList<>();
        for (Packet packet : packets(capture)) {
            talk.accept(packet.time(), Dissector.layers(packet))
                    .forEach(said -> lines.add(said.from() + "\t" + said.to() + "\t" + line(said.message())));
        }

        assertThat(lines).containsExactlyElementsOf(wireshark(capture));
    }

    private static String line(BgpMessage message) {
        if (!(message instanceof BgpMessage.Update update)) {
            return message.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        }
        return String.join(
                "\t",
                "UPDATE",
                "withdraws " + String.join(",", update.withdrawn()),
                "announces "
                        + update.announced().stream()
                                .map(BgpMessage.Announced::prefix)
                                .collect(Collectors.joining(",")),
                "via "
                        + update.announced().stream()
                                .map(BgpMessage.Announced::nextHop)
                                .distinct()
                                .collect(Collectors.joining(",")),
                "path " + update.asPath());
    }

    @Test
    void every_geneve_tunnel_its_options_and_the_packet_inside() throws Exception {
        List<String> lines = packets("geneve").stream()
                .map(packet -> line(Dissector.layers(packet)))
                .toList();

        assertThat(lines).containsExactlyElementsOf(wireshark("geneve"));
    }

    private static String line(List<Layer> layers) {
        List<Layer.Ip> ends = only(layers, Layer.Ip.class);
        Layer.Geneve tunnel = only(layers, Layer.Geneve.class).getFirst();
        String ports = layers.getLast() instanceof Layer.Tcp tcp
                ? tcp.sourcePort() + "\t%s\t" + tcp.destinationPort() + "\ttcp"
                : only(layers, Layer.Udp.class).getLast().sourcePort() + "\t%s\t"
                        + only(layers, Layer.Udp.class).getLast().destinationPort() + "\tudp";
        return String.join(
                "\t",
                ends.getFirst().source(),
                ends.getFirst().destination(),
                String.valueOf(tunnel.vni()),
                tunnel.options().stream().map(WiresharkTest::option).collect(Collectors.joining(" ")),
                ends.getLast().source(),
                ports.formatted(ends.getLast().destination()));
    }

    private static String option(Layer.Geneve.Option option) {
        return String.format("%04x:%02x:", option.optionClass(), option.type())
                + HexFormat.of().formatHex(option.data());
    }

    @Test
    void the_service_of_direct_server_return_stands_in_ciliums_option_alone() throws Exception {
        assertThat(packets("geneve"))
                .extracting(packet -> only(Dissector.layers(packet), Layer.Geneve.class)
                        .getFirst()
                        .dsr()
                        .map(dsr -> dsr.address() + " " + dsr.port())
                        .orElse(""))
                .containsExactly("172.16.1.1 80", "", "172.16.1.1 80", "fd00::1 80", "", "172.16.1.1 80", "");
    }

    private static <L extends Layer> List<L> only(List<Layer> layers, Class<L> type) {
        return layers.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<String> wireshark(String capture) throws IOException {
        return Files.readAllLines(FOLDER.resolve(capture + ".tsv"));
    }

    private static List<Packet> packets(String capture) throws Exception {
        List<Packet> packets = new ArrayList<>();
        new PcapParser(packets::add).write(Files.readAllBytes(FOLDER.resolve(capture + ".pcap")));
        return packets;
    }
}
