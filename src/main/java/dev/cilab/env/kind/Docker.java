package dev.cilab.env.kind;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The docker command line of this machine; every answer comes from the daemon. */
final class Docker {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Host machine;

    Docker(Host machine) {
        this.machine = machine;
    }

    /**
     * A container, running or not.
     *
     * @param status {@code created running paused restarting removing exited dead}
     * @param mounts paths inside the container
     * @param networks addresses by network; an address is empty while the container does not run
     */
    record Container(
            String name, String status, Map<String, String> labels, List<String> mounts, Map<String, String> networks) {

        boolean running() {
            return status.equals("running");
        }

        boolean has(Mark mark) {
            return mark.value().equals(labels.get(Mark.LABEL)) || mounts.contains(mark.mountPoint());
        }
    }

    /** @param subnets in CIDR notation */
    record Network(String name, Map<String, String> labels, List<String> subnets) {}

    /**
     * What {@code docker info} says of the daemon.
     *
     * @param memory bytes that containers can have
     * @param folder where its images and containers lie
     */
    record Info(String version, long memory, String folder) {}

    Info info() throws Unreachable {
        JsonNode info = json(run(PATIENCE, "info", "--format", "{{json .}}"));
        return new Info(
                info.path("ServerVersion").asString(""),
                info.path("MemTotal").asLong(0),
                info.path("DockerRootDir").asString("/var/lib/docker"));
    }

    boolean hasImage(String image) throws Unreachable {
        return !run(PATIENCE, "image", "ls", "--quiet", image).isBlank();
    }

    /** @param filter e.g. {@code label=io.x-k8s.kind.cluster=west}; empty = all */
    List<Container> containers(String filter) throws Unreachable {
        List<String> list = new ArrayList<>(List.of("ps", "--all", "--format", "{{.Names}}"));
        if (!filter.isEmpty()) {
            list.addAll(List.of("--filter", filter));
        }
        String names = run(PATIENCE, list.toArray(String[]::new));
        if (names.isBlank()) {
            return List.of();
        }
        List<Container> found = new ArrayList<>();
        for (JsonNode each : json(run(PATIENCE, inspect("container", names)))) {
            found.add(container(each));
        }
        return found;
    }

    private static String[] inspect(String what, String names) {
        return Stream.concat(Stream.of(what, "inspect"), names.lines().map(String::strip))
                .toArray(String[]::new);
    }

    private static Container container(JsonNode each) {
        Map<String, String> networks = new LinkedHashMap<>();
        each.at("/NetworkSettings/Networks")
                .properties()
                .forEach(network -> networks.put(
                        network.getKey(), network.getValue().path("IPAddress").asString("")));
        List<String> mounts = new ArrayList<>();
        each.path("Mounts")
                .forEach(mount -> mounts.add(mount.path("Destination").asString("")));
        String name = each.path("Name").asString("");
        return new Container(
                name.startsWith("/") ? name.substring(1) : name,
                each.at("/State/Status").asString(""),
                labels(each.at("/Config/Labels")),
                mounts,
                networks);
    }

    List<Network> networks() throws Unreachable {
        String names = run(PATIENCE, "network", "ls", "--format", "{{.Name}}");
        if (names.isBlank()) {
            return List.of();
        }
        List<Network> found = new ArrayList<>();
        for (JsonNode each : json(run(PATIENCE, inspect("network", names)))) {
            List<String> subnets = new ArrayList<>();
            each.at("/IPAM/Config")
                    .forEach(config -> subnets.add(config.path("Subnet").asString("")));
            found.add(new Network(each.path("Name").asString(""), labels(each.path("Labels")), subnets));
        }
        return found;
    }

    private static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new LinkedHashMap<>();
        node.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
        return labels;
    }

    /**
     * Runs docker to its end.
     *
     * @return its standard output
     * @throws Unreachable when it failed; the message is its own first line
     */
    String run(Duration longest, String... arguments) throws Unreachable {
        Result result = machine.run(command(longest, arguments));
        if (!result.ok()) {
            throw new Unreachable("docker", complaint(result));
        }
        return result.stdout();
    }

    String run(String... arguments) throws Unreachable {
        return run(PATIENCE, arguments);
    }

    static Command command(Duration longest, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(Arrays.asList(arguments));
        return Command.of(argv).timeout(longest);
    }

    /** The first line of what went wrong. */
    static String complaint(Result result) {
        return Stream.of(result.stderr(), result.stdout())
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("docker ended with code " + result.exit());
    }

    private static JsonNode json(String text) throws Unreachable {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new Unreachable("docker", "its answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
