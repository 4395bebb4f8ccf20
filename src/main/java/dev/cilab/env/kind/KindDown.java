package dev.cilab.env.kind;

import dev.cilab.env.Leftover;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ownership;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds what carries this state folder's mark, and removes it. What does not carry it is never touched, whatever its name. */
final class KindDown {

    private final ThisMachine machine;
    private final Docker docker;
    private final Mark mark;
    private final StateFolder state;
    private final DockerNetworks networks;
    private final KindClusters kinds;

    KindDown(ThisMachine machine, StateFolder state) {
        this.machine = machine;
        this.state = state;
        this.docker = new Docker(machine.host());
        this.mark = new Mark(state.instance());
        this.networks = new DockerNetworks(docker, mark);
        this.kinds = new KindClusters(machine.host(), docker, mark);
    }

    List<Leftover> run(Topology topology, Consumer<String> tell) {
        Path folder = folder(topology.name());
        if (!machine.has("docker")) {
            delete(folder);
            return List.of();
        }
        try {
            for (Topology.KubeCluster cluster : topology.clusters()) {
                remove(topology, cluster, folder.resolve("kubeconfig"), tell);
            }
            for (Docker.Container each : docker.containers("label=" + mark.label())) {
                if (topology.name().equals(each.labels().get(Mark.TOPOLOGY))) {
                    tell.accept("removing container " + each.name());
                    docker.run("rm", "--force", "--volumes", each.name());
                }
            }
            for (Docker.Network each : networks.ours(topology.name())) {
                docker.run("network", "rm", each.name());
            }
        } catch (Unreachable e) {
            List<Leftover> left = new ArrayList<>(leftovers(topology.name(), clusters(topology)));
            if (left.isEmpty()) {
                left.add(unknown(topology.name(), e));
            }
            return left;
        }
        forget(topology);
        delete(folder);
        return leftovers(topology.name(), clusters(topology));
    }

    private static List<String> clusters(Topology topology) {
        return topology.clusters().stream().map(each -> each.name().value()).toList();
    }

    private void remove(Topology topology, Topology.KubeCluster cluster, Path kubeconfig, Consumer<String> tell)
            throws Unreachable {
        switch (kinds.state(topology, cluster)) {
            case KindClusters.State.Absent absent -> {}
            case KindClusters.State.Foreign foreign ->
                tell.accept("cluster " + cluster.name() + " is not this cilab's; it is left alone");
            case KindClusters.State.Unfinished unfinished -> delete(cluster, kubeconfig, tell);
            case KindClusters.State.Stopped stopped -> delete(cluster, kubeconfig, tell);
            case KindClusters.State.Running running -> delete(cluster, kubeconfig, tell);
        }
    }

    private void delete(Topology.KubeCluster cluster, Path kubeconfig, Consumer<String> tell) throws Unreachable {
        tell.accept("deleting cluster " + cluster.name());
        kinds.delete(cluster.name().value(), kubeconfig);
    }

    /** Everything of this state folder, whichever topology it belongs to. */
    List<Leftover> leftovers() {
        return machine.has("docker") ? leftovers("", List.of()) : List.of();
    }

    /** @param topology empty = any */
    private List<Leftover> leftovers(String topology, List<String> clusters) {
        List<Leftover> left = new ArrayList<>();
        try {
            for (Docker.Container each : docker.containers("")) {
                String cluster = each.labels().getOrDefault(KindClusters.CLUSTER_LABEL, "");
                String of = each.labels().getOrDefault(Mark.TOPOLOGY, "");
                boolean asked = topology.isEmpty() || topology.equals(of) || clusters.contains(cluster);
                if (each.has(mark) && asked) {
                    left.add(new Leftover(
                            "container",
                            each.name(),
                            cluster.isEmpty() ? "machine of lab " + of : "node of kind cluster " + cluster,
                            cluster.isEmpty()
                                    ? "docker rm --force --volumes " + each.name()
                                    : "kind delete cluster --name " + cluster));
                }
            }
            for (Docker.Network each : networks.ours(topology)) {
                left.add(new Leftover(
                        "network",
                        each.name(),
                        "segment of lab " + each.labels().getOrDefault(Mark.TOPOLOGY, ""),
                        "docker network rm " + each.name()));
            }
        } catch (Unreachable e) {
            // a Docker that never made anything for us owes us no answer
            if (Files.isDirectory(state.path().resolve(Kind.NAME))) {
                left.add(unknown(topology, e));
            }
        }
        return left;
    }

    private static Leftover unknown(String topology, Unreachable why) {
        return new Leftover(
                "docker",
                topology.isEmpty() ? "?" : topology,
                "Docker could not be asked what is left: " + why.getMessage(),
                KindPreflight.silent(why).fix());
    }

    private void forget(Topology topology) {
        List<ClusterName> names =
                topology.clusters().stream().map(Topology.KubeCluster::name).toList();
        try {
            new Ownership(state.clusters()).forget(Kind.NAME, names);
        } catch (IOException stays) {
            // does no harm
        }
    }

    private Path folder(String topology) {
        return state.path().resolve(Kind.NAME).resolve(topology);
    }

    private void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("kubeconfig"));
            Files.deleteIfExists(folder);
            Files.deleteIfExists(folder.getParent());
        } catch (IOException e) {
            // another lab's files lie beside it
        }
    }
}
