package dev.cilab.sandbox.api.stream;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.ApiServer;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** An API server with one pod, for real kubectl. */
final class StreamCluster implements AutoCloseable {

    final LocalPods pods = new LocalPods();
    final Path kubeconfig;
    final int port;
    private final Path folder;
    private final ApiServer server;

    StreamCluster(Path folder) throws Exception {
        this.folder = folder;
        Path certificate = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-nodes",
                        "-subj",
                        "/CN=test",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (openssl.waitFor() != 0) {
            throw new IOException(said);
        }
        SandboxSpec.Cluster cluster =
                new SandboxSpec.Cluster("test", "v1.33.2", "172.20.0.0/16", "10.96.0.0/16", List.of("n"), 0);
        server = new ApiServer(cluster, "127.0.0.1", new Tls(certificate, certificate, key), "secret");
        addPod(server.objects());
        port = server.listen(pods);
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                {apiVersion: v1, kind: Config, current-context: c,
                 clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}],
                 users: [{name: u, user: {token: secret}}],
                 contexts: [{name: c, context: {cluster: c, user: u}}]}
                """.formatted(port, certificate));
    }

    private static void addPod(Objects objects) {
        objects.create(objects.type("v1", "Pod"), (ObjectNode) Json.read("""
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},
                 "spec":{"nodeName":"n","containers":[{"name":"main","image":"i"},{"name":"stopped","image":"i"}]}}"""));
        ObjectNode pod = objects.get(objects.type("v1", "Pod"), "default", "p").orElseThrow();
        pod.set("status", Json.read("{\"phase\":\"Running\"}"));
        objects.updateStatus(objects.type("v1", "Pod"), pod);
    }

    record Said(int exit, String out, String err) {}

    /** Runs kubectl to its end. */
    Said kubectl(Map<String, String> environment, byte[] input, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        Thread feeder = Thread.startVirtualThread(() -> {
            try (var out = process.getOutputStream()) {
                out.write(input);
            } catch (IOException e) {
                // it does not read
            }
        });
        String[] err = new String[1];
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                err[0] = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                err[0] = e.toString();
            }
        });
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        reader.join();
        feeder.join();
        return new Said(process.waitFor(), out, err[0]);
    }

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", kubeconfig.toString(), "--cache-dir", folder + "/cache"));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public void close() {
        server.close();
        pods.started.forEach(Process::destroyForcibly);
    }
}
