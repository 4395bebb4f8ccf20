package dev.cilab.env.kind;

import dev.cilab.env.FakeProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Docker and kind as far as cilab uses them: their command lines, and answers of the shape that the real programs give. */
final class FakeDocker extends FakeProcesses {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NODE_OF_CONFIG = Pattern.compile("- role: (control-plane|worker)");
    private static final Pattern MARK = Pattern.compile("containerPath: (\\S+)");

    final Map<String, Container> containers = new TreeMap<>();
    final Map<String, Network> networks = new TreeMap<>();
    final Set<String> images = new HashSet<>();
    final Map<String, List<String>> nodesOf = new LinkedHashMap<>();
    private final String apiServer;

    /** @param apiServer where the clusters' kubeconfigs lead */
    FakeDocker(String apiServer) {
        this.apiServer = apiServer;
        networks.put("bridge", new Network("172.17.0.0/16", Map.of()));
        networks.put("kind", new Network("172.18.0.0/16", Map.of()));
    }

    /** A container of the fake daemon. */
    record Container(String status, Map<String, String> labels, List<String> mounts, Map<String, String> networks) {
        Container as(String other) {
            return new Container(other, labels, mounts, networks);
        }
    }

    record Network(String subnet, Map<String, String> labels) {}

    @Override
    protected Answer answer(List<String> argv, String stdin) {
        List<String> rest = argv.subList(1, argv.size());
        return switch (argv.getFirst()) {
            case "docker" -> docker(rest);
            case "kind" -> kind(rest, stdin);
            default -> Answer.failed(127, argv.getFirst() + ": command not found\n");
        };
    }

    private Answer docker(List<String> argv) {
        return switch (argv.getFirst()) {
            case "info" ->
                Answer.ok(
                        "{\"ServerVersion\":\"28.2.2\",\"MemTotal\":33554432000,\"DockerRootDir\":\"/var/lib/docker\"}\n");
            case "ps" -> Answer.ok(lines(filtered(option(argv, "--filter"))));
            case "container" -> inspectContainers(argv.subList(2, argv.size()));
            case "network" -> network(argv);
            case "image" -> Answer.ok(images.contains(argv.getLast()) ? "3b8c7b2e8f01\n" : "");
            case "pull" -> {
                images.add(argv.getLast());
                yield Answer.ok("docker.io/" + argv.getLast() + "\n");
            }
            case "run" -> run(argv);
            case "start" -> {
                argv.stream().skip(1).forEach(name -> containers.computeIfPresent(name, (n, c) -> c.as("running")));
                yield Answer.ok(lines(argv.subList(1, argv.size())));
            }
            case "kill" -> {
                containers.computeIfPresent(argv.getLast(), (name, container) -> container.as("exited"));
                yield Answer.ok(argv.getLast() + "\n");
            }
            case "rm" -> {
                containers.remove(argv.getLast());
                yield Answer.ok(argv.getLast() + "\n");
            }
            case "exec" -> exec(argv);
            default -> Answer.failed(1, "docker: '" + argv.getFirst() + "' is not a docker command.\n");
        };
    }

    private List<String> filtered(String filter) {
        return containers.entrySet().stream()
                .filter(each -> {
                    if (filter.startsWith("label=")) {
                        String[] label = filter.substring(6).split("=", 2);
                        return label[1].equals(each.getValue().labels().get(label[0]));
                    }
                    return filter.isEmpty() || ("/" + each.getKey()).matches(filter.substring("name=".length()));
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    private Answer inspectContainers(List<String> names) {
        ArrayNode all = JSON.createArrayNode();
        for (String name : names) {
            Container container = containers.get(name);
            ObjectNode node = all.addObject().put("Id", "0".repeat(64)).put("Name", "/" + name);
            node.putObject("State")
                    .put("Status", container.status())
                    .put("Running", container.status().equals("running"));
            container.labels().forEach(node.putObject("Config").putObject("Labels")::put);
            ArrayNode mounts = node.putArray("Mounts");
            container.mounts().forEach(each -> mounts.addObject()
                    .put("Type", "bind")
                    .put("Source", "/dev/null")
                    .put("Destination", each)
                    .put("RW", false));
            ObjectNode attached = node.putObject("NetworkSettings").putObject("Networks");
            container.networks().forEach((network, address) -> attached.putObject(network)
                    .put("IPAddress", address));
        }
        return Answer.ok(all + "\n");
    }

    private Answer network(List<String> argv) {
        return switch (argv.get(1)) {
            case "ls" -> Answer.ok(lines(networks.keySet()));
            case "inspect" -> {
                ArrayNode all = JSON.createArrayNode();
                argv.stream().skip(2).forEach(name -> {
                    ObjectNode node = all.addObject().put("Name", name).put("Driver", "bridge");
                    node.putObject("IPAM")
                            .putArray("Config")
                            .addObject()
                            .put("Subnet", networks.get(name).subnet());
                    networks.get(name).labels().forEach(node.putObject("Labels")::put);
                });
                yield Answer.ok(all + "\n");
            }
            case "create" -> {
                networks.put(argv.getLast(), new Network(option(argv, "--subnet"), labels(argv)));
                yield Answer.ok("f".repeat(64) + "\n");
            }
            case "connect" -> {
                containers.get(argv.getLast()).networks().put(argv.get(argv.size() - 2), option(argv, "--ip"));
                yield Answer.ok("");
            }
            case "rm" -> {
                networks.remove(argv.getLast());
                yield Answer.ok(argv.getLast() + "\n");
            }
            default -> throw new IllegalArgumentException(argv.toString());
        };
    }

    private Answer run(List<String> argv) {
        Map<String, String> attached = new TreeMap<>(Map.of(option(argv, "--net"), "172.18.0.9"));
        containers.put(option(argv, "--name"), new Container("running", labels(argv), List.of("/var"), attached));
        return Answer.ok("a".repeat(64) + "\n");
    }

    private Answer exec(List<String> argv) {
        int word = 1;
        while (argv.get(word).startsWith("-")) {
            word += argv.get(word).equals("-e") ? 2 : 1;
        }
        Container container = containers.get(argv.get(word));
        if (container == null) {
            return Answer.failed(1, "Error response from daemon: No such container: " + argv.get(word) + "\n");
        }
        if (!container.status().equals("running")) {
            return Answer.failed(1, "Error response from daemon: container " + "a".repeat(64) + " is not running\n");
        }
        if (!argv.get(word + 1).equals("kubectl")) {
            return Answer.ok("");
        }
        String cluster = container.labels().get(KindClusters.CLUSTER_LABEL);
        return nodesOf.containsKey(cluster)
                ? Answer.ok(nodesOf.get(cluster).stream()
                        .map(node -> "node/" + node + "\n")
                        .collect(Collectors.joining()))
                : Answer.failed(1, "error: stat /etc/kubernetes/admin.conf: no such file or directory\n");
    }

    private Answer kind(List<String> argv, String stdin) {
        String name = option(argv, "--name");
        switch (argv.getFirst()) {
            case "version" -> {
                return Answer.ok("kind v0.29.0 go1.24.2 linux/amd64\n");
            }
            case "create" -> {
                create(name, stdin, List.of());
                write(Path.of(option(argv, "--kubeconfig")), name);
                return new Answer(0, "", "Creating cluster \"" + name + "\" ...\n");
            }
            case "export" -> {
                write(Path.of(option(argv, "--kubeconfig")), name);
                return new Answer(0, "", "Set kubectl context to \"kind-" + name + "\"\n");
            }
            case "delete" -> {
                containers.values().removeIf(each -> name.equals(each.labels().get(KindClusters.CLUSTER_LABEL)));
                nodesOf.remove(name);
                return new Answer(0, "", "Deleting cluster \"" + name + "\" ...\n");
            }
            default -> throw new IllegalArgumentException(argv.toString());
        }
    }

    /** Containers as kind names and labels them. */
    void create(String cluster, String config, List<String> without) {
        Matcher mark = MARK.matcher(config);
        List<String> mounts = mark.find() ? List.of("/lib/modules", mark.group(1)) : List.of("/lib/modules");
        Matcher roles = NODE_OF_CONFIG.matcher(config);
        Map<String, Integer> count = new LinkedHashMap<>();
        List<String> nodes = new ArrayList<>();
        while (roles.find()) {
            int number = count.merge(roles.group(1), 1, Integer::sum);
            String container = cluster + "-" + roles.group(1) + (number == 1 ? "" : number);
            nodes.add(container);
            if (!without.contains(container)) {
                containers.put(
                        container,
                        new Container(
                                "running",
                                Map.of(KindClusters.CLUSTER_LABEL, cluster, "io.x-k8s.kind.role", roles.group(1)),
                                mounts,
                                new TreeMap<>(Map.of("kind", "172.18.0." + (containers.size() + 2)))));
            }
        }
        List<String> registered = Pattern.compile("InitConfiguration\\\\nnodeRegistration:\\\\n  name: ([\\w-]+)")
                .matcher(config)
                .results()
                .map(found -> found.group(1))
                .toList();
        if (without.isEmpty()) {
            nodesOf.put(cluster, registered.isEmpty() ? nodes : registered);
        }
    }

    private void write(Path file, String cluster) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    current-context: kind-%1$s
                    clusters:
                    - name: kind-%1$s
                      cluster: {server: '%2$s'}
                    users:
                    - name: kind-%1$s
                      user: {token: t}
                    contexts:
                    - name: kind-%1$s
                      context: {cluster: kind-%1$s, user: kind-%1$s}
                    """.formatted(cluster, apiServer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> labels(List<String> argv) {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < argv.size() - 1; i++) {
            if (argv.get(i).equals("--label")) {
                String[] label = argv.get(i + 1).split("=", 2);
                labels.put(label[0], label[1]);
            }
        }
        return labels;
    }

    private static String option(List<String> argv, String name) {
        int at = argv.indexOf(name);
        return at < 0 ? "" : argv.get(at + 1);
    }

    private static String lines(Iterable<String> names) {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(name).append('\n'));
        return text.toString();
    }
}
