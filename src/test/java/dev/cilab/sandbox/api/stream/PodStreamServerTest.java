package dev.cilab.sandbox.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.PodStreams.LogOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real kubectl against processes of this machine, over both protocols. */
@Tag("sandbox")
class PodStreamServerTest {

    @TempDir
    static Path folder;

    private static StreamCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new StreamCluster(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothOutputsAndTheExitCodeArrive(boolean webSocket) throws Exception {
        StreamCluster.Said said = exec(webSocket, "", "sh", "-c", "echo out; echo err >&2; exit 3");
        assertThat(said).isEqualTo(new StreamCluster.Said(3, "out\n", "err\ncommand terminated with exit code 3\n"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommandThatReadsSeesTheEndOfItsInput(boolean webSocket) throws Exception {
        assertThat(exec(webSocket, "b\na\n", "sort")).isEqualTo(new StreamCluster.Said(0, "a\nb\n", ""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void muchGoesThroughUnchangedBothWays(boolean webSocket) throws Exception {
        byte[] much = new byte[3_000_000];
        new Random(7).nextBytes(much);
        StreamCluster.Said said =
                cluster.kubectl(protocol(webSocket), much, "exec", "-i", "p", "-c", "main", "--", "cat");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo(new String(much, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesEndsItsCommand(boolean webSocket) throws Exception {
        cluster.pods.started.clear();
        Process kubectl = cluster.start(
                protocol(webSocket), "exec", "p", "-c", "main", "--", "sh", "-c", "echo up; exec sleep 1000");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(kubectl.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("up");
            kubectl.destroyForcibly();
        }
        assertThat(cluster.pods.started.take().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusalsAreStatuses() throws Exception {
        assertThat(cluster.kubectl(Map.of(), new byte[0], "exec", "p", "-c", "stopped", "--", "true")
                        .err())
                .isEqualTo("Error from server (BadRequest): container stopped does not run\n");
        assertThat(cluster.kubectl(Map.of(), new byte[0], "exec", "p", "-c", "nope", "--", "true")
                        .err())
                .isEqualTo("Error from server (BadRequest): container nope is not valid for pod p\n");
    }

    @Test
    void filesAreCopiedBothWays() throws Exception {
        Path there =
                Files.writeString(Files.createDirectory(folder.resolve("there")).resolve("f"), "text\n");
        Path back = folder.resolve("back");
        assertThat(cluster.kubectl(Map.of(), new byte[0], "cp", "-c", "main", "p:" + there, back.toString())
                        .exit())
                .isZero();
        assertThat(back).hasContent("text\n");
        Path again = folder.resolve("again");
        assertThat(cluster.kubectl(Map.of(), new byte[0], "cp", "-c", "main", back.toString(), "p:" + again)
                        .exit())
                .isZero();
        assertThat(again).hasContent("text\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void portsAreForwarded(String webSocket) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> echo(server));
            Process kubectl = cluster.start(
                    Map.of("KUBECTL_PORT_FORWARD_WEBSOCKETS", webSocket),
                    "port-forward",
                    "p",
                    ":" + server.getLocalPort());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(kubectl.getInputStream(), StandardCharsets.UTF_8))) {
                int port = Integer.parseInt(lines.readLine().replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
                for (String word : new String[] {"one\n", "two\n"}) {
                    try (Socket socket = new Socket("127.0.0.1", port)) {
                        socket.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
                        byte[] answer = socket.getInputStream().readNBytes(word.length());
                        assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo(word);
                    }
                }
            } finally {
                kubectl.destroyForcibly();
            }
        }
    }

    @Test
    void logsTakeTheirOptions() throws Exception {
        assertThat(logs()).isEqualTo("one\ntwo\nthree\n");
        assertThat(logs("--limit-bytes=5")).isEqualTo("one\nt");
        assertThat(logs("-f")).isEqualTo("line 0\nline 1\nline 2\n");
        cluster.pods.logOptions.clear();
        logs("--tail=2", "--since=10s", "--timestamps", "--previous");
        assertThat(cluster.pods.logOptions.take()).isEqualTo(new LogOptions(false, 2, 10, true, true));
    }

    private static String logs(String... options) throws Exception {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"logs", "p", "-c", "main"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return cluster.kubectl(Map.of(), new byte[0], arguments).out();
    }

    private static StreamCluster.Said exec(boolean webSocket, String input, String... command) throws Exception {
        String[] arguments = new String[command.length + 6];
        System.arraycopy(new String[] {"exec", "-i", "p", "-c", "main", "--"}, 0, arguments, 0, 6);
        System.arraycopy(command, 0, arguments, 6, command.length);
        return cluster.kubectl(protocol(webSocket), input.getBytes(StandardCharsets.UTF_8), arguments);
    }

    private static Map<String, String> protocol(boolean webSocket) {
        return Map.of("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", String.valueOf(webSocket));
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
            } catch (IOException e) {
                return;
            }
        }
    }
}
