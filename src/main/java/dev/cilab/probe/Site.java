package dev.cilab.probe;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.lab.Topology.Machine;
import java.util.List;
import java.util.Optional;

/** The places that a call may mean, found in the topology. */
public record Site(ProbeCall call, Scope scope) {

    /** The side that stands for every cluster node's Cilium agent. */
    public static final String CILIUM = "cilium";
    /** The side that stands for every machine with that role. */
    public static final String ROUTER = "router";

    public Topology topology() {
        return scope.topology();
    }

    /** The (first) cluster that the argument {@code cluster} or {@code on} names, else the first of the topology. */
    public KubeCluster cluster() throws Unreachable {
        Optional<String> named = new Arguments(call).texts("cluster").stream().findFirst();
        return topology().clusters().stream()
                .filter(c -> named.map(c.name().value()::equals).orElseGet(() -> meant(c)))
                .findFirst()
                .or(() -> named.isPresent()
                        ? Optional.empty()
                        : topology().clusters().stream().findFirst())
                .orElseThrow(() ->
                        new Unreachable(topology().name(), "there is no cluster " + named.orElse("in this topology")));
    }

    private boolean meant(KubeCluster cluster) {
        return call.on().contains(cluster.name().value())
                || cluster.nodes().stream().anyMatch(n -> call.on().contains(n.value()));
    }

    public Cluster api() throws Unreachable {
        return scope.environment().cluster(cluster().name());
    }

    /** A cluster of the topology by its name. */
    public Cluster api(String cluster) throws Unreachable {
        ClusterName name = topology().clusters().stream()
                .map(KubeCluster::name)
                .filter(each -> each.value().equals(cluster))
                .findFirst()
                .orElseThrow(() -> new Unreachable(topology().name(), "there is no cluster " + cluster));
        return scope.environment().cluster(name);
    }

    /** The nodes of the cluster that {@code on} asks for: those it names, or all where it names the whole side or nothing. */
    public List<NodeName> clusterNodes() throws Unreachable {
        List<NodeName> all = cluster().nodes();
        List<NodeName> named =
                all.stream().filter(n -> call.on().contains(n.value())).toList();
        return named.isEmpty() ? all : named;
    }

    /** Machines that {@code on} names; all cluster nodes where it is empty; {@code router} stands for every machine of that role. */
    public List<NodeName> machines() throws Unreachable {
        if (call.on().isEmpty()) {
            return clusterNodes();
        }
        List<NodeName> elsewhere = elsewhere();
        return topology().machines().stream()
                .filter(this::asked)
                .map(Machine::name)
                .filter(name -> !elsewhere.contains(name))
                .toList();
    }

    /** Nodes of the clusters that are not meant. */
    private List<NodeName> elsewhere() throws Unreachable {
        if (!call.args().containsKey("cluster")) {
            return List.of();
        }
        KubeCluster meant = cluster();
        return topology().clusters().stream()
                .filter(each -> !each.equals(meant))
                .flatMap(each -> each.nodes().stream())
                .toList();
    }

    private boolean asked(Machine machine) {
        return call.on().contains(machine.name().value())
                || machine.roles().stream().anyMatch(call.on()::contains);
    }

    public List<NodeName> routers() {
        List<Machine> routers = topology().machines().stream()
                .filter(m -> m.roles().contains(ROUTER))
                .toList();
        List<NodeName> named = routers.stream()
                .map(Machine::name)
                .filter(n -> call.on().contains(n.value()))
                .toList();
        return named.isEmpty() ? routers.stream().map(Machine::name).toList() : named;
    }

    /** How {@code on} called this node: by its own name, or by the side it belongs to; of several clusters, each is a side of its own. */
    public String placeOf(NodeName node, String side) {
        return call.on().contains(node.value()) ? node.value() : place(side);
    }

    private String place(String side) {
        return call.on().contains(side) || topology().clusters().size() < 2
                ? side
                : topology().clusters().stream()
                        .map(each -> each.name().value())
                        .filter(name -> name.equals(call.args().get("cluster")))
                        .findFirst()
                        .orElse(side);
    }

    /** The places of a side, for {@link Sightings#places}. */
    public List<String> placesOf(List<NodeName> nodes, String side) {
        return nodes.isEmpty()
                ? List.of(place(side))
                : nodes.stream().map(n -> placeOf(n, side)).distinct().toList();
    }

    /** The machine that has this address on any interface, else the address itself. */
    public String nodeAt(String address) {
        return topology().machines().stream()
                .filter(m -> m.interfaces().stream().anyMatch(i -> i.address().startsWith(address + "/")))
                .map(m -> m.name().value())
                .findFirst()
                .orElse(address);
    }

    /** The cluster whose pod network this address is in; empty if none's. */
    public String podsOf(String address) {
        return topology().clusters().stream()
                .filter(each -> Prefix.of(each.podCidr()).contains(Prefix.of(address)))
                .map(each -> each.name().value())
                .findFirst()
                .orElse("");
    }

    public Host host(NodeName node) throws Unreachable {
        return scope.environment().host(node);
    }

    /** Runs a command that must succeed; what it prints on failure is the reason. */
    public String run(NodeName node, Command command) throws Unreachable {
        Result result = host(node).run(command);
        if (!result.ok()) {
            String said = (result.stderr() + result.stdout()).strip();
            throw new Unreachable(
                    node.value(),
                    said.isEmpty()
                            ? "exit code " + result.exit()
                            : said.lines().findFirst().orElse(""));
        }
        return result.stdout();
    }

    /** The line to paste for a command on a node; the bare command where the node cannot be reached. */
    public String paste(NodeName node, Command command) {
        try {
            return host(node).paste(command);
        } catch (Unreachable e) {
            return "ssh " + node + " " + String.join(" ", command.argv());
        }
    }

    /** The line to paste for kubectl with these arguments. */
    public String kubectl(String arguments) {
        try {
            return api().paste(arguments);
        } catch (Unreachable e) {
            return "kubectl " + arguments;
        }
    }
}
