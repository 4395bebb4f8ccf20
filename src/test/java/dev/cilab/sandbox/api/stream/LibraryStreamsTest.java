package dev.cilab.sandbox.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client library that cilab itself uses: {@code v4.channel.k8s.io} over WebSocket. */
@Tag("sandbox")
class LibraryStreamsTest {

    @TempDir
    static Path folder;

    private static StreamCluster cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws Exception {
        cluster = new StreamCluster(folder);
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("https://127.0.0.1:" + cluster.port)
                        .withCaCertFile(folder.resolve("tls.crt").toString())
                        .withOauthToken("secret")
                        .build())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void bothOutputsAndTheExitCodeArrive() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ExecWatch watch = pod().inContainer("main")
                .writingOutput(out)
                .writingError(err)
                .exec("sh", "-c", "echo out; echo err >&2; exit 7")) {
            assertThat(watch.exitCode().get(20, TimeUnit.SECONDS)).isEqualTo(7);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
    }

    @Test
    void inputReachesTheCommand() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch watch =
                pod().inContainer("main").redirectingInput().writingOutput(out).exec("head", "-n", "1")) {
            watch.getInput().write("line\n".getBytes(StandardCharsets.UTF_8));
            watch.getInput().flush();
            assertThat(watch.exitCode().get(20, TimeUnit.SECONDS)).isZero();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("line\n");
    }

    @Test
    void logs() {
        assertThat(pod().inContainer("main").getLog()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void portsAreForwarded() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException e) {
                    // the test is over
                }
            });
            try (LocalPortForward forward = pod().portForward(server.getLocalPort());
                    Socket socket = new Socket("127.0.0.1", forward.getLocalPort())) {
                socket.getOutputStream().write("word\n".getBytes(StandardCharsets.UTF_8));
                assertThat(socket.getInputStream().readNBytes(5))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("word\n");
            }
        }
    }

    private static PodResource pod() {
        return client.pods().inNamespace("default").withName("p");
    }
}
