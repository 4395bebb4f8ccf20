package dev.cilab.env.kind;

import dev.cilab.env.Capability;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.NotReady;
import dev.cilab.env.StateFolder;
import dev.cilab.env.machine.ThisMachine;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeCluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A topology as containers of this machine: real Kubernetes by kind, and containers of the same image for what stands beside it. */
final class KindEnvironment implements Environment {

    private final StateFolder state;
    private final LabSetup setup;
    private final ThisMachine machine;
    private final Docker docker;
    private final DockerNetworks networks;
    private final KindClusters kinds;
    private final Mark mark;
    private final Set<String> containers = ConcurrentHashMap.newKeySet();
    private final Map<ClusterName, Cluster> clusters = new ConcurrentHashMap<>();

    KindEnvironment(StateFolder state, LabSetup setup, ThisMachine machine) {
        this.state = state;
        this.setup = setup;
        this.machine = machine;
        this.mark = new Mark(state.instance());
        this.docker = new Docker(machine.host());
        this.networks = new DockerNetworks(docker, mark);
        this.kinds = new KindClusters(machine.host(), docker, mark);
    }

    @Override
    public String name() {
        return Kind.NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.FRR_ROUTER,
                Capability.GENEVE,
                Capability.DSR,
                Capability.HELM,
                Capability.HUBBLE,
                Capability.HUBBLE_UI,
                Capability.CAPTURE,
                Capability.POWER,
                Capability.MULTI_CLUSTER);
    }

    @Override
    public List<Finding> preflight(Topology topology) {
        boolean made = !(state(topology) instanceof Liveness.Absent);
        return new KindPreflight(machine, docker, networks).look(topology, setup.provisioning(), made);
    }

    @Override
    public void up(Topology topology, Events events) throws NotReady {
        List<Finding> errors = preflight(topology).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new NotReady("this machine cannot carry the lab in kind yet", errors);
        }
        try {
            state.folder(Kind.NAME, topology.name());
            new KindUp(setup, topology, docker, mark, kinds, this, state).run(kubeconfig(), what -> tell(events, what));
        } catch (Unreachable e) {
            throw new NotReady(
                    "the lab could not be brought up in kind",
                    List.of(new Finding(
                            Finding.Severity.ERROR,
                            e.where() + ": " + e.getMessage(),
                            "",
                            "cilab " + setup.lab() + " up --env kind goes on from here; cilab doctor --env kind")));
        }
    }

    @Override
    public Liveness state(Topology topology) {
        if (!machine.has("docker")) {
            return new Liveness.Absent();
        }
        try {
            return look(topology);
        } catch (Unreachable e) {
            return new Liveness.Partial(List.of("an answer of Docker (" + e.getMessage() + ")"));
        }
    }

    private Liveness look(Topology topology) throws Unreachable {
        List<String> missing = new ArrayList<>();
        boolean any = false;
        for (Topology.KubeCluster cluster : topology.clusters()) {
            switch (kinds.state(topology, cluster)) {
                case KindClusters.State.Absent absent -> missing.add("cluster " + cluster.name());
                case KindClusters.State.Foreign foreign -> missing.add("cluster " + cluster.name());
                case KindClusters.State.Unfinished unfinished -> {
                    any = true;
                    missing.addAll(unfinished.missing());
                }
                case KindClusters.State.Stopped stopped -> {
                    any = true;
                    missing.addAll(stopped.containers());
                }
                case KindClusters.State.Running running -> any = true;
            }
        }
        List<Docker.Container> ours = docker.containers("label=" + mark.label());
        any |= ours.stream()
                .anyMatch(each -> topology.name().equals(each.labels().get(Mark.TOPOLOGY)));
        KindNode.all(topology).stream()
                .filter(node -> node.cluster().isEmpty())
                .filter(node -> ours.stream().noneMatch(each -> each.name().equals(node.container()) && each.running()))
                .forEach(node -> missing.add(node.name().value()));
        missing.addAll(networks.missing(topology));
        if (!any) {
            return new Liveness.Absent();
        }
        return missing.isEmpty() ? new Liveness.Running() : new Liveness.Partial(missing);
    }

    @Override
    public Host host(NodeName node) throws Unreachable {
        String container = container(node);
        if (!containers.contains(container)) {
            look();
        }
        if (!containers.contains(container)) {
            throw new Unreachable(
                    node.value(), "there is no container " + container + " that cilab made; is the lab up?");
        }
        return new DockerHost(machine.host(), node.value(), container);
    }

    /** Docker is asked which containers are ours; no other is ever entered. */
    private void look() throws Unreachable {
        docker.containers("").stream()
                .filter(each -> each.has(mark))
                .map(Docker.Container::name)
                .forEach(containers::add);
    }

    private String container(NodeName node) {
        return node(node).map(KindNode::container).orElse(node.value());
    }

    private Optional<KindNode> node(NodeName name) {
        return KindNode.all(setup.topology()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    @Override
    public boolean powered(NodeName node) throws Unreachable {
        return docker.containers("name=^/?" + container(node) + "$").stream().anyMatch(Docker.Container::running);
    }

    /** A killed container is a machine without power: nothing in it may end in good order. */
    @Override
    public void power(NodeName node, boolean on) throws Unreachable {
        Host host = host(node);
        if (on) {
            docker.run("start", container(node));
            Wiring.apply(node(node).orElseThrow(), host);
        } else {
            docker.run("kill", container(node));
        }
    }

    @Override
    public Cluster cluster(ClusterName name) {
        return clusters.computeIfAbsent(
                name, each -> new KubeCluster(each, kubeconfig(), KindClusters.context(each.value())));
    }

    @Override
    public List<String> shell(NodeName node, List<String> command) {
        String container = container(node);
        List<String> argv = new ArrayList<>(List.of("docker", "exec", command.isEmpty() ? "-it" : "-i", container));
        argv.addAll(command.isEmpty() ? List.of("bash", "-l") : command);
        return argv;
    }

    @Override
    public Map<String, String> exports(Topology topology) {
        return Map.of("KUBECONFIG", kubeconfig().toString());
    }

    @Override
    public List<Leftover> down(Topology topology, Events events) {
        close();
        return new KindDown(machine, state).run(topology, what -> tell(events, what));
    }

    @Override
    public void close() {
        containers.clear();
        clusters.values().forEach(Cluster::close);
        clusters.clear();
    }

    private Path kubeconfig() {
        return state.path().resolve(Kind.NAME).resolve(setup.lab()).resolve("kubeconfig");
    }

    private void tell(Events events, String what) {
        events.emit(new Event.EnvironmentChanged(Instant.now(), name(), what));
    }
}
