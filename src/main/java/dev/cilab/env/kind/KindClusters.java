package dev.cilab.env.kind;

import dev.cilab.env.kind.Docker.Container;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Clusters of kind: how they stand, as Docker and their own API say, and how they are made and removed. */
final class KindClusters {

    static final String CLUSTER_LABEL = "io.x-k8s.kind.cluster";

    private static final Duration CREATION = Duration.ofMinutes(10);
    private static final Duration RETURN = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final Host machine;
    private final Docker docker;
    private final Mark mark;

    KindClusters(Host machine, Docker docker, Mark mark) {
        this.machine = machine;
        this.docker = docker;
        this.mark = mark;
    }

    /** How a cluster stands. */
    sealed interface State {

        record Absent() implements State {}

        /** A cluster of that name which this state folder's cilab did not make. */
        record Foreign(String container) implements State {}

        /** Its making was cut short: containers are missing, or nodes never joined. */
        record Unfinished(List<String> missing) implements State {}

        record Stopped(List<String> containers) implements State {}

        record Running() implements State {}
    }

    State state(Topology topology, Topology.KubeCluster cluster) throws Unreachable {
        List<Container> found = docker.containers("label=" + CLUSTER_LABEL + "=" + cluster.name());
        if (found.isEmpty()) {
            return new State.Absent();
        }
        for (Container container : found) {
            if (!container.has(mark)) {
                return new State.Foreign(container.name());
            }
        }
        List<KindNode> nodes = KindNode.of(topology, cluster);
        Set<String> names = found.stream().map(Container::name).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        nodes.stream()
                .filter(node -> !names.contains(node.container()))
                .forEach(node -> missing.add(node.name().value()));
        if (!missing.isEmpty()) {
            return new State.Unfinished(missing);
        }
        List<String> stopped = found.stream()
                .filter(container -> !container.running())
                .map(Container::name)
                .toList();
        return stopped.isEmpty() ? joined(nodes) : new State.Stopped(stopped);
    }

    /** The API knows its nodes as soon as they joined, Ready or not. */
    private State joined(List<KindNode> nodes) throws Unreachable {
        String controlPlane = nodes.stream()
                .filter(KindNode::controlPlane)
                .findFirst()
                .orElseThrow()
                .container();
        Result listed = machine.run(Docker.command(
                LOOK,
                "exec",
                controlPlane,
                "kubectl",
                "--kubeconfig=/etc/kubernetes/admin.conf",
                "get",
                "nodes",
                "--output=name",
                "--request-timeout=10s"));
        Set<String> known = listed.stdout().lines().map(String::strip).collect(Collectors.toSet());
        List<String> missing = nodes.stream()
                .map(node -> node.name().value())
                .filter(name -> !known.contains("node/" + name))
                .toList();
        return missing.isEmpty() ? new State.Running() : new State.Unfinished(missing);
    }

    /** After a start of its containers the API server comes back by itself, some seconds later. */
    void awaitApi(Topology topology, Topology.KubeCluster cluster) throws Unreachable {
        String controlPlane = KindNode.of(topology, cluster).stream()
                .filter(KindNode::controlPlane)
                .findFirst()
                .orElseThrow()
                .container();
        Result ready = machine.run(
                Docker.command(
                        RETURN.plus(LOOK),
                        "exec",
                        controlPlane,
                        "timeout",
                        String.valueOf(RETURN.toSeconds()),
                        "sh",
                        "-c",
                        "until kubectl --kubeconfig=/etc/kubernetes/admin.conf get --raw=/readyz >/dev/null 2>&1; do sleep 1; done"));
        if (!ready.ok()) {
            throw new Unreachable(
                    cluster.name().value(),
                    "its API server did not come back after a restart; kind does not promise that it does."
                            + "\nMake it anew: cilab " + topology.name() + " down --env kind");
        }
    }

    /** @param config in kind's format */
    void create(Topology.KubeCluster cluster, String config, Path kubeconfig) throws Unreachable {
        kind(
                config.getBytes(StandardCharsets.UTF_8),
                CREATION,
                "create",
                "cluster",
                "--name",
                cluster.name().value(),
                "--config",
                "-",
                "--kubeconfig",
                kubeconfig.toString());
    }

    /** Writes the context {@code kind-NAME}; what else stands in the file stays. */
    void export(Topology.KubeCluster cluster, Path kubeconfig) throws Unreachable {
        kind(
                new byte[0],
                LOOK,
                "export",
                "kubeconfig",
                "--name",
                cluster.name().value(),
                "--kubeconfig",
                kubeconfig.toString());
    }

    void delete(String cluster, Path kubeconfig) throws Unreachable {
        kind(
                new byte[0],
                Duration.ofMinutes(2),
                "delete",
                "cluster",
                "--name",
                cluster,
                "--kubeconfig",
                kubeconfig.toString());
    }

    static String context(String cluster) {
        return "kind-" + cluster;
    }

    private void kind(byte[] stdin, Duration longest, String... arguments) throws Unreachable {
        List<String> argv = new ArrayList<>(List.of("kind"));
        argv.addAll(List.of(arguments));
        Result result = machine.run(Command.of(argv).stdin(stdin).timeout(longest));
        if (!result.ok()) {
            throw new Unreachable("kind", error(result));
        }
    }

    /** kind says what it does before it says what went wrong: the line that begins with ERROR, and what the command it ran said last. */
    private static String error(Result result) {
        List<String> lines = result.stderr()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String error = lines.stream()
                .filter(line -> line.startsWith("ERROR:"))
                .findFirst()
                .orElseGet(() -> Docker.complaint(result));
        String last = lines.stream()
                .filter(line -> line.startsWith("Error response from daemon") || line.startsWith("docker: "))
                .findFirst()
                .orElse("");
        return last.isEmpty() ? error : error + "\n" + last;
    }
}
