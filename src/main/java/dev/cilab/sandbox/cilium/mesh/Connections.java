package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.node.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * How a pod reaches other clusters: configuration and certificates come from Secrets, lie in its {@link #FOLDER}, and are used by a process
 * in the pod's namespaces, so that connections go over the lab's network.
 */
final class Connections {

    static final String FOLDER = "/var/lib/cilium/clustermesh";

    private static final String CONFIGURATION = "cilium-clustermesh";
    /** Secret → prefix of its files. */
    private static final Map<String, String> CERTIFICATES = Map.of(
            "clustermesh-apiserver-remote-cert", "common-etcd-client",
            "clustermesh-apiserver-local-cert", "local-etcd-client");

    private static final Map<String, String> SUFFIXES =
            Map.of("ca.crt", "-ca.crt", "tls.crt", ".crt", "tls.key", ".key");
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A connection that says nothing for so long is dead: five heartbeats. */
    private static final Duration SILENCE = StateServer.HEARTBEAT.multipliedBy(5);

    private final Objects objects;
    private final Pod pod;
    private final ResourceType secrets;
    private SortedMap<String, String> written = new TreeMap<>();

    Connections(Objects objects, Pod pod) {
        this.objects = objects;
        this.pod = pod;
        this.secrets = objects.type("v1", "Secret");
    }

    /** Whether the Secret is one of those that are read here. */
    static boolean concerns(JsonNode secret) {
        String name = Json.text(secret, "metadata", "name");
        return Json.text(secret, "metadata", "namespace").equals(CiliumConfig.NAMESPACE)
                && (name.equals(CONFIGURATION) || CERTIFICATES.containsKey(name));
    }

    /** Reads the Secrets and brings the pod's files up to date. @return the clusters that are configured */
    SortedMap<String, EtcdConfig> refresh() {
        SortedMap<String, String> files = new TreeMap<>(data(CONFIGURATION));
        SortedMap<String, EtcdConfig> clusters = new TreeMap<>();
        files.forEach((name, content) -> {
            EtcdConfig config =
                    EtcdConfig.parse(new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8));
            if (config.usable()) {
                clusters.put(name, config);
            }
        });
        CERTIFICATES.forEach((secret, prefix) -> {
            Map<String, String> data = data(secret);
            SUFFIXES.forEach((key, suffix) -> {
                if (data.containsKey(key)) {
                    files.put(prefix + suffix, data.get(key));
                }
            });
        });
        if (!files.equals(written)) {
            write(files);
            written = files;
        }
        return clusters;
    }

    /** A process that prints what the other cluster tells, line by line, or why it cannot be reached. */
    Process open(EtcdConfig config) {
        List<String> argv = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--no-buffer",
                "--stderr",
                "-",
                "--connect-timeout",
                String.valueOf(CONNECT.toSeconds()),
                "--speed-limit",
                "1",
                "--speed-time",
                String.valueOf(SILENCE.toSeconds()),
                "--cacert",
                config.authority(),
                "--cert",
                config.certificate(),
                "--key",
                config.key()));
        clusterIp(config.host()).ifPresent(ip -> {
            argv.add("--resolve");
            argv.add(config.host() + ":" + config.port() + ":" + ip);
        });
        argv.add(config.usable() ? config.endpoint() + "/watch" : "https:");
        return pod.start(argv, Map.of(), "");
    }

    Pod pod() {
        return pod;
    }

    /** Agents look Services up themselves: they must reach them before there is any DNS. */
    Optional<String> clusterIp(String host) {
        String[] labels = host.split("\\.");
        if (labels.length < 3 || !labels[2].equals("svc")) {
            return Optional.empty();
        }
        return objects.get(objects.type("v1", "Service"), labels[1], labels[0])
                .map(service -> service.at("/spec/clusterIP").asString(""));
    }

    private Map<String, String> data(String secret) {
        Map<String, String> data = new TreeMap<>();
        objects.get(secrets, CiliumConfig.NAMESPACE, secret)
                .ifPresent(found -> found.path("data").properties().forEach(entry -> {
                    data.put(entry.getKey(), entry.getValue().asString(""));
                }));
        return data;
    }

    /** All in one go; the contents are base64. */
    private void write(Map<String, String> files) {
        StringBuilder script = new StringBuilder("umask 077; mkdir -p " + FOLDER + "; cd " + FOLDER + "; rm -f ./*\n");
        files.forEach((name, content) -> script.append("base64 -d >")
                .append(name)
                .append(" <<'END'\n")
                .append(content)
                .append("\nEND\n"));
        Process process = pod.start(List.of("sh", "-e"), Map.of(), "");
        try (OutputStream input = process.getOutputStream()) {
            input.write(script.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + FOLDER, e);
        }
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("cannot write " + FOLDER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
