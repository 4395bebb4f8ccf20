package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartStoreTest {

    private final Map<String, byte[]> served = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    private HttpServer server;
    private ChartStore store;
    private byte[] chart;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        store = new ChartStore(folder.resolve("cache"), Map.of());
        chart = Files.readAllBytes(TestCharts.packed(TestCharts.hello(folder, "1.2.3")));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFolderAndAnArchiveAreTheSameChart() throws Exception {
        Chart fromFolder = store.get(ChartSource.of(folder.resolve("hello").toString()), "1.2.3");
        Chart fromArchive = store.get(ChartSource.of(folder.resolve("hello.tgz").toString()), "v1.2.3");

        assertThat(fromFolder.name()).isEqualTo(fromArchive.name()).isEqualTo("hello");
        assertThat(fromArchive.appVersion()).isEqualTo("7");
        assertThat(fromArchive.keys().unknown(HelmValues.at("greetings", "x")))
                .containsExactly("greetings (did you mean \"greeting\"?)");
    }

    @Test
    void anotherVersionThanTheWantedIsRefused() {
        assertThatThrownBy(
                        () -> store.get(ChartSource.of(folder.resolve("hello").toString()), "2.0.0"))
                .isInstanceOf(HelmFailure.class)
                .hasMessage(folder.resolve("hello") + " is version 1.2.3 of chart hello; wanted is 2.0.0");
    }

    @Test
    void whatIsNotThereOrNoChart() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("text.tgz"), "no archive");

        assertThatThrownBy(() -> store.get(ChartSource.of(folder + "/nowhere.tgz"), "1"))
                .hasMessage("there is no chart at " + folder + "/nowhere.tgz");
        assertThatThrownBy(() -> store.get(ChartSource.of(folder + "/empty"), "1"))
                .hasMessage(folder + "/empty is no Helm chart: it has no Chart.yaml");
        assertThatThrownBy(() -> store.get(ChartSource.of(folder + "/text.tgz"), "1"))
                .hasMessage("the chart " + folder + "/text.tgz cannot be read: Not in GZIP format");
    }

    @Test
    void aDownloadIsKept() throws Exception {
        served.put("/hello-1.2.3.tgz", chart);
        ChartSource source = ChartSource.of(url("/hello-1.2.3.tgz"));
        store.get(source, "1.2.3");
        served.clear();

        assertThat(store.get(source, "1.2.3").name()).isEqualTo("hello");
    }

    @Test
    void aRepositoryTellsWhereItsChartsLie() throws Exception {
        served.put("/charts/index.yaml", """
                apiVersion: v1
                entries:
                  hello:
                  - {name: hello, version: 1.3.0, urls: [other.tgz]}
                  - {name: hello, version: 1.2.3, urls: [packed/hello.tgz]}
                """.getBytes(StandardCharsets.UTF_8));
        served.put("/charts/packed/hello.tgz", chart);
        URI repository = URI.create(url("/charts"));

        assertThat(store.get(new ChartSource.Repository(repository, "hello"), "1.2.3")
                        .version())
                .isEqualTo("1.2.3");
        assertThatThrownBy(() -> store.get(new ChartSource.Repository(repository, "hello"), "9.9.9"))
                .hasMessage(repository + " has no version 9.9.9 of hello; the newest are 1.3.0, 1.2.3");
        assertThatThrownBy(() -> store.get(new ChartSource.Repository(repository, "other"), "1.2.3"))
                .hasMessage("the repository " + repository + " has no chart other");
    }

    @Test
    void aRegistryThatWantsAnAnonymousToken() throws Exception {
        String digest = "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chart));
        served.put("/token?service=registry&scope=pull", "{\"token\":\"abc\"}".getBytes(StandardCharsets.UTF_8));
        served.put("/v2/charts/hello/manifests/1.2.3", """
                {"layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip", "digest": "%s"}]}
                """.formatted(digest).getBytes(StandardCharsets.UTF_8));
        served.put("/v2/charts/hello/blobs/" + digest, chart);
        ChartSource source = ChartSource.of(url("/charts/hello").replace("http://", "oci://"));

        assertThat(store.get(source, "1.2.3").name()).isEqualTo("hello");
        assertThatThrownBy(() -> store.get(source, "7.7.7"))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("there is no such chart or version");
    }

    @Test
    void whoDoesNotAnswerIsNamed() throws Exception {
        String gone = url("/hello.tgz");
        server.stop(0);

        assertThatThrownBy(() -> store.get(ChartSource.of(gone), "1.2.3"))
                .hasMessage("the chart cannot be fetched from " + gone + ": connection refused")
                .extracting(failure -> ((HelmFailure) failure).next())
                .isEqualTo("curl -fLO " + gone + "     # then: --chart FILE.tgz");
    }

    @Test
    void whatIsNoChartIsNotKept() {
        served.put("/hello.tgz", "<html>".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> store.get(ChartSource.of(url("/hello.tgz")), "1.2.3"))
                .hasMessageContaining("cannot be read");
        assertThat(folder.resolve("cache").toFile().list((dir, name) -> name.endsWith(".tgz")))
                .isEmpty();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            boolean registry = path.startsWith("/v2/");
            if (registry && !"Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders()
                        .add(
                                "WWW-Authenticate",
                                "Bearer realm=\"" + url("/token") + "\",service=\"registry\",scope=\"pull\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Optional<byte[]> body = Optional.ofNullable(served.get(path));
            exchange.sendResponseHeaders(
                    body.isPresent() ? 200 : 404, body.map(b -> (long) b.length).orElse(-1L));
            if (body.isPresent()) {
                exchange.getResponseBody().write(body.get());
            }
        }
    }
}
