package dev.cilab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cilab.exec.Host;
import dev.cilab.exec.LocalHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The far side's command, run on this machine against servers of its own: with perl, and as it is where there is curl alone. */
@ParameterizedClass
@ValueSource(strings = {"perl", "curl"})
class GeneratorTest {

    @Parameter
    private String tool;

    @TempDir
    private Path folder;

    private Host here = new LocalHost();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private String url;

    @BeforeEach
    void a_server_that_answers_as_whoami_does() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> {
            int number = asked.incrementAndGet();
            byte[] body = ("Hostname: pod-" + number % 2 + "\nIP: 127.0.0.1\nRemoteAddr: 127.0.0.1:"
                            + exchange.getRemoteAddress().getPort() + "\nGET / HTTP/1.1\n@0 0 0 0|x|y|\n\n")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    @BeforeEach
    void a_place_with_one_of_the_two() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String each : List.of("bash", "sh", "uname", "sleep", "sed", "head", "grep", tool)) {
            Path file = Files.writeString(tools.resolve(each), "#!/bin/sh\nexec /usr/bin/" + each + " \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        here = new WithoutTools(new LocalHost(), tools);
    }

    @AfterEach
    void ended() {
        server.stop(0);
    }

    @Test
    void each_request_has_a_connection_of_its_own_and_one_line() throws Exception {
        Traffic traffic = Generator.run(here, Load.of(url, 50));

        assertThat(traffic.samples()).hasSize(50).allMatch(Sample::answered).allMatch(Sample::fresh);
        assertThat(asked).hasValue(50);
        assertThat(Distribution.of(traffic.samples(), List.of("pod-0", "pod-1", "pod-2"))
                        .counts())
                .isEqualTo(Map.of("pod-0", 25L, "pod-1", 25L, "pod-2", 0L));
        assertThat(traffic.samples()).allMatch(sample -> sample.remote().equals("127.0.0.1"));
        assertThat(traffic.latency().p50())
                .isPositive()
                .isLessThanOrEqualTo(traffic.latency().max());
    }

    @Test
    void at_a_rate_it_goes_on_until_it_is_stopped() throws Exception {
        try (Generator generator = Generator.start(here, Load.steady(url, 50), sample -> {})) {
            assertThat(generator.awaitCalm(Duration.ofMillis(300), Duration.ofSeconds(20)))
                    .isTrue();
            Traffic traffic = generator.stop();

            assertThat(traffic.samples()).isNotEmpty();
        }
    }

    @Test
    void requests_go_out_at_the_rate_whatever_becomes_of_those_before() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress())) {
            String nobody = "http://127.0.0.1:" + silent.getLocalPort();
            Load load = Load.of(nobody, 0).perSecond(100).duration(Duration.ofSeconds(2));
            Traffic traffic = Generator.run(here, load);

            assertThat(traffic.failures()).isEqualTo(Map.of(Failure.TIMED_OUT, 200L));
            Sample last = traffic.samples().getLast();
            long sending = last.startMicros() - traffic.samples().getFirst().startMicros();
            assertThat(Duration.ofNanos(sending * 1000))
                    .as("with perl nothing waits for an answer; a worker with curl does, 3 s for each")
                    .isLessThan(tool.equals("perl") ? Duration.ofSeconds(3) : Duration.ofSeconds(30));
        }
    }

    @Test
    void what_is_cut_off_and_what_has_no_length_are_told_apart() throws Exception {
        String whole = "HTTP/1.0 200 OK\r\n\r\nHostname: a\n";
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\nHostname: a\n\r\n0\r\n\r\n";
        String cut = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nHostname: a\n";
        String error = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

        assertThat(answered(whole)).isEqualTo(Map.of());
        assertThat(answered(chunked)).isEqualTo(Map.of());
        assertThat(answered(cut)).isEqualTo(Map.of(Failure.OTHER, 3L));
        assertThat(answered(error)).isEqualTo(Map.of(Failure.HTTP, 3L));
    }

    private Map<Failure, Long> answered(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(server, answer));
            Traffic traffic = Generator.run(here, Load.of("http://127.0.0.1:" + server.getLocalPort(), 3));
            assertThat(traffic.samples()).filteredOn(Sample::answered).allMatch(sample -> sample.backend()
                    .equals("a"));
            return traffic.failures();
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException ended) {
            // with the test
        }
    }

    @Test
    void a_closed_port_refuses() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Traffic traffic = Generator.run(here, Load.of("http://127.0.0.1:" + port, 5));

        assertThat(traffic.failures()).isEqualTo(Map.of(Failure.REFUSED, 5L));
    }

    @Test
    void a_server_that_hangs_up_is_no_answer() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> hangUp(rude));
            Traffic traffic = Generator.run(here, Load.of("http://127.0.0.1:" + rude.getLocalPort(), 4));

            assertThat(traffic.answered()).isZero();
            assertThat(traffic.failures().keySet())
                    .as(traffic.samples().toString())
                    .isSubsetOf(Failure.CLOSED, Failure.RESET, Failure.UNCONNECTED);
        }
    }

    private static void hangUp(ServerSocket rude) {
        try {
            while (true) {
                Socket client = rude.accept();
                client.setSoLinger(true, 0);
                client.close();
            }
        } catch (IOException ended) {
            // with the test
        }
    }

    @Test
    void a_place_without_either_is_told(@TempDir Path tools) throws IOException {
        Files.createSymbolicLink(tools.resolve("sh"), Path.of("/bin/sh"));
        assertThatThrownBy(() -> Generator.run(new WithoutTools(new LocalHost(), tools), Load.of(url, 5)))
                .isInstanceOf(NoTraffic.class)
                .hasMessageContaining("no curl");
    }

    @Test
    void a_name_that_nobody_knows_is_told() throws Exception {
        Traffic traffic = Generator.run(here, Load.of("http://nobody.invalid", 2));

        assertThat(traffic.failures()).isEqualTo(Map.of(Failure.UNRESOLVED, 2L));
    }
}
