package dev.cilab.env.kind;

import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.LabSetup;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.exec.Host;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Brings a topology up in kind, from whatever is there of it; each part is looked at before it is made. */
final class KindUp {

    private static final Duration PULL = Duration.ofMinutes(10);
    private static final Duration JOINING = Duration.ofSeconds(90);

    private final Topology topology;
    private final LabSetup setup;
    private final Docker docker;
    private final DockerNetworks networks;
    private final KindClusters kinds;
    private final Mark mark;
    private final Environment environment;
    private final StateFolder state;
    private final KindConfig config;

    KindUp(
            LabSetup setup,
            Topology topology,
            Docker docker,
            Mark mark,
            KindClusters kinds,
            Environment made,
            StateFolder state) {
        this.setup = setup;
        this.topology = topology;
        this.docker = docker;
        this.mark = mark;
        this.kinds = kinds;
        this.environment = made;
        this.state = state;
        this.networks = new DockerNetworks(docker, mark);
        this.config = new KindConfig(topology, setup.provisioning(), mark);
    }

    void run(Path kubeconfig, Consumer<String> tell) throws Unreachable, NotReady {
        pull(tell);
        for (Topology.KubeCluster cluster : topology.clusters()) {
            bringUp(cluster, kubeconfig, tell);
        }
        networks.create(topology);
        List<KindNode> nodes = KindNode.all(topology);
        for (KindNode node : nodes) {
            stands(node, tell);
        }
        List<Place> places = places(nodes);
        wire(places);
        provision(places, tell);
        for (Topology.KubeCluster cluster : topology.clusters()) {
            kinds.export(cluster, kubeconfig);
            own(cluster);
            addressed(cluster);
        }
    }

    /** Once for all, and told: it is what takes longest, and what fails without a network. */
    private void pull(Consumer<String> tell) throws Unreachable {
        for (String image :
                topology.clusters().stream().map(config::image).distinct().toList()) {
            if (!docker.hasImage(image)) {
                tell.accept("pulling " + image);
                docker.run(PULL, "pull", "--quiet", image);
            }
        }
    }

    private void bringUp(Topology.KubeCluster cluster, Path kubeconfig, Consumer<String> tell)
            throws Unreachable, NotReady {
        switch (kinds.state(topology, cluster)) {
            case KindClusters.State.Absent absent -> create(cluster, kubeconfig, tell);
            case KindClusters.State.Foreign foreign -> throw foreign(cluster, foreign.container());
            case KindClusters.State.Unfinished unfinished -> {
                tell.accept("cluster " + cluster.name() + " was never finished (missing: "
                        + String.join(", ", unfinished.missing()) + "); it is made anew");
                kinds.delete(cluster.name().value(), kubeconfig);
                create(cluster, kubeconfig, tell);
            }
            case KindClusters.State.Stopped stopped -> {
                tell.accept("starting " + String.join(", ", stopped.containers()));
                List<String> start = new ArrayList<>(List.of("start"));
                start.addAll(stopped.containers().stream().sorted().toList());
                docker.run(start.toArray(String[]::new));
                kinds.awaitApi(topology, cluster);
            }
            case KindClusters.State.Running running -> tell.accept("cluster " + cluster.name() + " is up");
        }
    }

    private void create(Topology.KubeCluster cluster, Path kubeconfig, Consumer<String> tell) throws Unreachable {
        tell.accept("creating cluster " + cluster.name());
        kinds.create(cluster, config.of(cluster), kubeconfig);
        tell.accept("cluster " + cluster.name() + " is up");
    }

    private NotReady foreign(Topology.KubeCluster cluster, String container) {
        return new NotReady(
                "there is a kind cluster \"" + cluster.name() + "\" that this cilab did not make; it is left alone",
                List.of(new Finding(
                        Finding.Severity.ERROR,
                        "container " + container + " has no mount " + mark.mountPoint(),
                        "",
                        "if it may go: kind delete cluster --name " + cluster.name())));
    }

    /** Runs, and lies on its networks. */
    private void stands(KindNode node, Consumer<String> tell) throws Unreachable, NotReady {
        List<Docker.Container> found = docker.containers("name=^/?" + node.container() + "$");
        if (found.isEmpty()) {
            tell.accept("starting " + node.name());
            new Machines(docker, mark)
                    .run(topology, node, config.image(topology.clusters().getFirst()));
            found = docker.containers("name=^/?" + node.container() + "$");
        }
        Docker.Container container = found.getFirst();
        if (!container.has(mark)) {
            throw new NotReady(
                    "there is a container \"" + container.name() + "\" that this cilab did not make; it is left alone",
                    List.of(new Finding(
                            Finding.Severity.ERROR, "", "", "if it may go: docker rm -f " + container.name())));
        }
        if (!container.running()) {
            tell.accept("starting " + node.name());
            docker.run("start", container.name());
        }
        networks.join(topology, node, container);
    }

    /** @param host where its commands run */
    private record Place(KindNode node, Host host) {}

    private List<Place> places(List<KindNode> nodes) throws Unreachable {
        List<Place> places = new ArrayList<>();
        for (KindNode node : nodes) {
            places.add(new Place(node, environment.host(node.name())));
        }
        return places;
    }

    private void wire(List<Place> places) throws Unreachable {
        for (Parallel.Outcome<Place, Boolean> outcome : Parallel.map(places, KindUp::wired)) {
            if (!outcome.ok()) {
                throw outcome.failure();
            }
        }
    }

    private static boolean wired(Place place) throws Unreachable {
        Wiring.apply(place.node(), place.host());
        return true;
    }

    /** A machine without the tutorial's tools is a machine still, and is told; a router without FRR is no router. */
    private void provision(List<Place> places, Consumer<String> tell) throws Unreachable {
        List<String> tools = setup.provisioning().tools();
        for (Parallel.Outcome<Place, String> outcome :
                Parallel.map(places, place -> Machines.provision(place.node(), place.host(), tools))) {
            if (!outcome.ok()) {
                throw outcome.failure();
            }
            if (!outcome.value().isEmpty()) {
                tell.accept("tools could not be installed on "
                        + outcome.place().node().name() + ": " + outcome.value());
            }
        }
    }

    private void own(Topology.KubeCluster cluster) throws Unreachable {
        String uid = environment.cluster(cluster.name()).uid();
        try {
            new Ownership(state.clusters()).created(uid, cluster.name(), Kind.NAME);
        } catch (IOException e) {
            throw new Unreachable(state.clusters().toString(), "cannot be written: " + e.getMessage(), e);
        }
    }

    /** Where nodes lie on the lab's own segments, the kubelet was told their addresses; the API says so when it has taken them. */
    private void addressed(Topology.KubeCluster cluster) throws Unreachable {
        List<KindNode> wanted = KindNode.of(topology, cluster).stream()
                .filter(node ->
                        DockerNetworks.attached(node.machine()).findAny().isPresent())
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        Cluster api = environment.cluster(cluster.name());
        api.await(
                Ref.all("nodes"),
                "",
                nodes -> wanted.stream().allMatch(node -> nodes.stream().anyMatch(each -> isAt(each, node))),
                JOINING);
    }

    private static boolean isAt(KubeObject node, KindNode wanted) {
        if (!node.name().equals(wanted.name().value())) {
            return false;
        }
        for (JsonNode address : node.json().at("/status/addresses")) {
            if (address.path("type").asString("").equals("InternalIP")
                    && address.path("address")
                            .asString("")
                            .equals(wanted.machine().address())) {
                return true;
            }
        }
        return false;
    }
}
