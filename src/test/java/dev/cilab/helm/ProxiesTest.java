package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy on 127.0.0.1 gives the chart for a name that nobody else knows. */
@Timeout(30)
class ProxiesTest {

    private static final String CHART = "http://charts.invalid/hello-1.2.3.tgz";

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        byte[] chart = Files.readAllBytes(TestCharts.packed(TestCharts.hello(folder, "1.2.3")));
        proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!proxy.isClosed()) {
                try (Socket client = proxy.accept()) {
                    answer(client, chart);
                } catch (IOException ended) {
                    // the test is over
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private void answer(Socket client, byte[] chart) throws IOException {
        BufferedReader request =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String first = request.readLine();
        asked.add(first);
        for (String line = first; !line.isEmpty(); line = request.readLine()) {
            assertThat(line).isNotNull();
        }
        boolean tunnel = first.startsWith("CONNECT ");
        String head = tunnel
                ? "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + chart.length + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        if (!tunnel) {
            client.getOutputStream().write(chart);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
    void a_chart_comes_through_the_proxy(String variable) throws Exception {
        assertThat(store(Map.of(variable, address()))
                        .get(ChartSource.of(CHART), "1.2.3")
                        .name())
                .isEqualTo("hello");
        assertThat(asked).containsExactly("GET " + CHART + " HTTP/1.1");
    }

    @Test
    void without_a_scheme_it_is_http() throws Exception {
        Map<String, String> variables = Map.of("HTTP_PROXY", "127.0.0.1:" + proxy.getLocalPort());

        assertThat(store(variables).get(ChartSource.of(CHART), "1.2.3").name()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://charts.invalid/hello-1.2.3.tgz", "oci://charts.invalid/team/hello"})
    void https_and_oci_are_tunnelled_and_the_proxy_is_named_when_that_fails(String source) {
        assertThatThrownBy(() -> store(Map.of("https_proxy", address())).get(ChartSource.of(source), "1.2.3"))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining(" through the proxy http://127.0.0.1:" + proxy.getLocalPort() + ": ");
        assertThat(asked)
                .allMatch(line -> line.equals("CONNECT charts.invalid:443 HTTP/1.1"))
                .isNotEmpty();
    }

    @Test
    void what_NO_PROXY_names_is_asked_directly() {
        Map<String, String> variables = Map.of("HTTP_PROXY", address(), "no_proxy", "example.org,.invalid");

        assertThatThrownBy(() -> store(variables).get(ChartSource.of(CHART), "1.2.3"))
                .hasMessage(
                        "the chart cannot be fetched from " + CHART + ": the name charts.invalid is not known here");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_proxy_of_another_kind_is_said_without_its_password() {
        Map<String, String> variables = Map.of("HTTP_PROXY", "socks5://me:secret@127.0.0.1:1080");

        assertThatThrownBy(() -> store(variables).get(ChartSource.of(CHART), "1.2.3"))
                .isInstanceOf(HelmFailure.class)
                .hasMessageContaining("the proxy socks5://127.0.0.1:1080 for " + CHART)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://charts.example.org/   | example.org          | true
            http://charts.example.org/   | .example.org         | true
            http://example.org/          | .example.org         | false
            http://charts.example.org/   | *.example.org        | true
            http://badexample.org/       | example.org          | false
            http://charts.example.org/   | Example.ORG          | true
            http://charts.example.org/   | *                    | true
            http://charts.example.org/   | example.org:8080     | false
            http://charts.example.org:8080/ | example.org:8080  | true
            http://10.1.2.3/             | 10.0.0.0/8           | true
            http://11.1.2.3/             | 10.0.0.0/8           | false
            http://10.1.2.3/             | 10.1.2.3             | true
            http://[fd00::1]/            | fd00::/8             | true
            http://127.0.0.1/            | nothing              | true
            http://localhost:5000/       | nothing              | true
            http://charts.example.org/   | other, example.org   | true
            """)
    void who_is_asked_directly(String url, String except, boolean directly) {
        Proxies proxies = new Proxies(Map.of("HTTP_PROXY", "http://192.0.2.1:3128", "NO_PROXY", except));

        assertThat(proxies.of(URI.create(url)).isEmpty()).isEqualTo(directly);
    }

    private String address() {
        return "http://127.0.0.1:" + proxy.getLocalPort();
    }

    private ChartStore store(Map<String, String> variables) {
        return new ChartStore(folder.resolve("cache"), variables);
    }
}
