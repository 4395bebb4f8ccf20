package dev.cilab.sandbox.api;

import dev.cilab.sandbox.SandboxSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;

/** A real API server on 127.0.0.1 with a certificate of its own, and the clients that tests drive it with. */
public final class TestServer implements AutoCloseable {

    public static final String TOKEN = "test-token";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final ApiServer server;
    private final int port;
    private final HttpClient client;

    /** Everything that an answer consists of. */
    public record Reply(int code, String contentType, String body, List<String> warnings) {

        public JsonNode json() {
            return Json.read(body);
        }
    }

    /** What a process printed and how it ended. */
    public record Output(int exit, String out, String err) {}

    public TestServer(Path folder) throws Exception {
        this.folder = folder;
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        Output made = run(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=kubernetes",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString()),
                "",
                Map.of());
        if (made.exit() != 0) {
            throw new IOException(made.err());
        }
        SandboxSpec.Cluster cluster =
                new SandboxSpec.Cluster("lab", "v1.33.2", "172.20.0.0/16", "10.96.0.0/16", List.of("k8s-ctr"), 0);
        server = new ApiServer(cluster, "192.168.10.100", new Tls(certificate, certificate, key), TOKEN);
        port = server.listen(new NoPods());
        client = HttpClient.newBuilder().sslContext(trusting(certificate)).build();
        Files.writeString(kubeconfig(), """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: lab, cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}}
                users:
                - {name: admin, user: {token: %s}}
                contexts:
                - {name: lab, context: {cluster: lab, user: admin}}
                current-context: lab
                """.formatted(port, certificate, TOKEN));
    }

    public Objects objects() {
        return server.objects();
    }

    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    public int port() {
        return port;
    }

    public HttpClient client() {
        return client;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + TOKEN);
    }

    public Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response.headers().allValues("Warning"));
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    public Reply send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public Reply post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, "application/json", body);
    }

    /** The real kubectl against this server. */
    public Output kubectl(String input, String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "kubectl",
                "--kubeconfig",
                kubeconfig().toString(),
                "--cache-dir",
                folder.resolve("cache").toString()));
        argv.addAll(List.of(arguments));
        return run(argv, input, Map.of("HOME", folder.toString()));
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.close();
    }

    private Output run(List<String> argv, String input, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(argv + " did not end: " + Files.readString(out) + Files.readString(err));
        }
        return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** No kubelet: the server alone is under test. */
    private static final class NoPods implements PodStreams {

        @Override
        public Process exec(String namespace, String pod, String container, List<String> command, boolean tty) {
            throw new ApiError(404, "NotFound", "pods \"" + pod + "\" not found");
        }

        @Override
        public InputStream logs(String namespace, String pod, String container, LogOptions options) {
            throw new ApiError(404, "NotFound", "pods \"" + pod + "\" not found");
        }

        @Override
        public Process forward(String namespace, String pod, int port) {
            throw new ApiError(404, "NotFound", "pods \"" + pod + "\" not found");
        }

        @Override
        public void resize(Process process, int columns, int rows) {
            throw new IllegalStateException("no process was started");
        }
    }
}
