package dev.cilab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cilab.exec.Command;
import dev.cilab.exec.ForwardingHost;
import dev.cilab.exec.Host;
import dev.cilab.exec.Line;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real tcpdump on this machine's loopback. */
@Tag("sandbox")
@Timeout(60)
class CaptureTest {

    private static final int PORT = 39_179;
    private static final String FILTER = "udp and dst port " + PORT;
    private static final Tap ONE = new Tap("one", "lo");
    private static final Tap TWO = new Tap("two", "lo");

    private final Hosts hosts = node -> new LocalHost();

    @Test
    void whatIsSentOnceAllListenIsSeenEverywhereInOrder() throws Exception {
        List<CapturedPacket> seen = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(20);
        List<TapReport> reports;
        try (Capture capture = Capture.start(hosts, List.of(ONE, TWO), FILTER, (tap, packet) -> {
            Findings one = new Findings(address -> address);
            one.accept(tap, packet);
            seen.add(one.packets().getFirst());
            all.countDown();
        })) {
            send(10);
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            reports = capture.stop();
        }

        assertThat(reports)
                .extracting(TapReport::tap, TapReport::packets, TapReport::problem)
                .containsExactly(tuple(ONE, 10L, ""), tuple(TWO, 10L, ""));
        assertThat(seen).extracting(CapturedPacket::time).isSorted();
        assertThat(seen).extracting(CapturedPacket::destinationPort).containsOnly(PORT);
    }

    @Test
    void anUnknownInterfaceIsSaidWithThoseThereAre() {
        Tap none = new Tap("one", "eth-none");

        assertThatThrownBy(() -> Capture.start(hosts, List.of(TWO, none), FILTER, (tap, packet) -> {}))
                .isInstanceOfSatisfying(NotCapturing.class, e -> {
                    assertThat(e).hasMessage("one has no interface eth-none");
                    assertThat(e.evidence()).contains("lo");
                });
    }

    @Test
    void aWrongFilterIsSaid() {
        assertThatThrownBy(() -> Capture.start(hosts, List.of(ONE), "tcp prot 179", (tap, packet) -> {}))
                .isInstanceOf(NotCapturing.class)
                .hasMessage("the filter is no capture filter");
    }

    @Test
    void aMachineThatDoesNotLetCapturesBeMadeIsSaid() {
        Hosts without = node -> started("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw", "--no-new-privs");

        assertThatThrownBy(() -> Capture.start(without, List.of(ONE), FILTER, (tap, packet) -> {}))
                .isInstanceOfSatisfying(NotCapturing.class, e -> {
                    assertThat(e).hasMessage("cannot capture on one lo: no permission");
                    assertThat(e.next()).isEqualTo("a capture needs root or CAP_NET_RAW on one");
                });
    }

    @Test
    void aMachineWithoutTcpdumpIsSaid() {
        Hosts without = node -> started("/usr/bin/env", "PATH=/nonexistent");

        assertThatThrownBy(() -> Capture.start(without, List.of(ONE), FILTER, (tap, packet) -> {}))
                .isInstanceOfSatisfying(NotCapturing.class, e -> {
                    assertThat(e).hasMessage("tcpdump is not installed on one");
                    assertThat(e.next()).isEqualTo("apt-get install tcpdump");
                });
    }

    @Test
    void aSinkThatTakesNoMoreEndsTheCapture() throws Exception {
        List<Tap> taken = new CopyOnWriteArrayList<>();
        try (Capture capture = Capture.start(hosts, List.of(ONE), FILTER, (tap, packet) -> {
            if (!taken.isEmpty()) {
                throw new IOException("No space left on device");
            }
            taken.add(tap);
        })) {
            send(2);
            assertThat(capture.await(Duration.ofSeconds(30))).isTrue();
            capture.stop();
            assertThat(capture.failure()).get().hasToString("java.io.IOException: No space left on device");
        }
        assertThat(taken).hasSize(1);
    }

    /** This machine, where captures are started by another program. */
    private static Host started(String... by) {
        return new ForwardingHost(new LocalHost()) {
            @Override
            public Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable {
                List<String> argv = new ArrayList<>(List.of(by));
                argv.addAll(command.argv());
                return super.stream(Command.of(argv).timeout(command.timeout()), out, errors);
            }
        };
    }

    private static void send(int count) throws IOException {
        byte[] bytes = "hello".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), PORT));
            }
        }
    }
}
