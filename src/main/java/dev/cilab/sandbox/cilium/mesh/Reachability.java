package dev.cilab.sandbox.cilium.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tries, from an agent's pod, each step of the way to the other clusters that are configured. */
public final class Reachability {

    private final Connections connections;
    private final SortedMap<String, EtcdConfig> configured;

    Reachability(Connections connections, SortedMap<String, EtcdConfig> configured) {
        this.connections = connections;
        this.configured = new TreeMap<>(configured);
    }

    /**
     * What was found on the way to a cluster.
     *
     * @param path     of its configuration in the pod
     * @param findings word → what was found: {@code address}, {@code tcp}, {@code version}, {@code cipher}, {@code etcd} as far as it came,
     *                 {@code unresolved}, {@code untouched}, {@code untrusted} or {@code refused} where it ended
     * @param root     the certificate that is trusted, by openssl's names; {@code client} likewise
     */
    public record Route(
            String cluster,
            String path,
            String endpoint,
            Map<String, String> findings,
            Map<String, String> root,
            Map<String, String> client) {}

    /** @param cluster empty = all */
    public List<Route> look(String cluster) {
        List<Route> routes = new ArrayList<>();
        configured.forEach((name, config) -> {
            if (cluster.isEmpty() || cluster.equals(name)) {
                routes.add(look(name, config));
            }
        });
        return routes;
    }

    private Route look(String name, EtcdConfig config) {
        Map<String, String> findings = new TreeMap<>();
        Map<String, String> root = new TreeMap<>();
        Map<String, String> client = new TreeMap<>();
        for (String line : run(config).lines().toList()) {
            String word = line.substring(0, Math.max(0, line.indexOf(' ')));
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (word) {
                case "root" -> put(root, rest);
                case "client" -> put(client, rest);
                default -> findings.put(word, rest);
            }
        }
        return new Route(name, Connections.FOLDER + "/" + name, config.endpoint(), findings, root, client);
    }

    private static void put(Map<String, String> certificate, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals > 0) {
            certificate.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
    }

    private String run(EtcdConfig config) {
        List<String> argv = List.of(
                "bash",
                "-s",
                config.host(),
                String.valueOf(config.port()),
                connections.clusterIp(config.host()).orElse(""),
                config.authority(),
                config.certificate(),
                config.key());
        Process process = connections.pod().start(argv, Map.of(), "");
        try (InputStream script = Reachability.class.getResourceAsStream("reach.sh")) {
            try (OutputStream input = process.getOutputStream()) {
                script.transferTo(input);
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look from the agent's pod", e);
        }
    }
}
