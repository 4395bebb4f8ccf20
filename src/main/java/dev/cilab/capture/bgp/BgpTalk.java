package dev.cilab.capture.bgp;

import dev.cilab.capture.packet.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Listens to the BGP of one place: follows every TCP connection with port 179 at one end and tells each message with the packet that made it
 * whole.
 */
public final class BgpTalk {

    public static final int PORT = 179;

    /** Who said what to whom; {@code from} and {@code to} are addresses. */
    public record Said(Instant time, String from, String to, BgpMessage message) {}

    private record End(String address, int port) {}

    private record Direction(End from, End to) {}

    private final Map<Direction, Speaker> speakers = new HashMap<>();

    /** The messages that this packet completes. */
    public List<Said> accept(Instant time, List<Layer> layers) {
        Layer.Ip ip = null;
        for (Layer layer : layers) {
            switch (layer) {
                case Layer.Ip next -> ip = next;
                case Layer.Tcp tcp
                when tcp.sourcePort() == PORT || tcp.destinationPort() == PORT -> {
                    return segment(time, ip, tcp);
                }
                default -> {}
            }
        }
        return List.of();
    }

    /** What can still be told when nothing more comes. */
    public List<Said> end(Instant time) {
        List<Said> said = new ArrayList<>();
        speakers.forEach((direction, speaker) -> {
            speaker.said = said;
            speaker.time = time;
            speaker.tcp.end();
        });
        return said;
    }

    private List<Said> segment(Instant time, Layer.Ip ip, Layer.Tcp tcp) {
        End from = new End(ip.source(), tcp.sourcePort());
        End to = new End(ip.destination(), tcp.destinationPort());
        List<Said> said = new ArrayList<>();
        Speaker speaker = speakers.computeIfAbsent(new Direction(from, to), Speaker::new);
        speaker.time = time;
        speaker.said = said;
        speaker.tcp.accept(tcp);
        return said;
    }

    /** One end of one connection. */
    private final class Speaker {

        private final Direction direction;
        private final TcpDirection tcp = new TcpDirection(new Framing(this::message));
        private Capabilities offered;
        private Instant time;
        private List<Said> said = new ArrayList<>();

        private Speaker(Direction direction) {
            this.direction = direction;
        }

        private void message(int type, byte[] body) {
            if (type == 1) {
                offered = BgpReader.offered(body);
            }
            said.add(new Said(
                    time, direction.from().address(), direction.to().address(), BgpReader.read(type, body, dialect())));
        }

        private Dialect dialect() {
            Speaker other = speakers.get(new Direction(direction.to(), direction.from()));
            if (offered == null || other == null || other.offered == null) {
                return Dialect.USUAL;
            }
            Set<String> pathIds = new HashSet<>(offered.pathIdsSent());
            pathIds.retainAll(other.offered.pathIdsReceived());
            return new Dialect(offered.asn() >= 0 && other.offered.asn() >= 0 ? 4 : 2, pathIds);
        }
    }
}
