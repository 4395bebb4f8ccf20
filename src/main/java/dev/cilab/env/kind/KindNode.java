package dev.cilab.env.kind;

import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine of the topology and the container that it is.
 *
 * @param cluster the cluster it belongs to; absent for a machine beside the clusters, as a router
 */
record KindNode(Topology.Machine machine, String container, Optional<Topology.KubeCluster> cluster) {

    private static final String CONTROL_PLANE = "control-plane";

    NodeName name() {
        return machine.name();
    }

    boolean controlPlane() {
        return machine.roles().contains(CONTROL_PLANE);
    }

    /** kind chooses its containers' names: {@code west-control-plane}, {@code west-worker}, {@code west-worker2} … */
    boolean renamed() {
        return !container.equals(name().value());
    }

    static List<KindNode> all(Topology topology) {
        List<KindNode> nodes = new ArrayList<>();
        topology.clusters().forEach(cluster -> nodes.addAll(of(topology, cluster)));
        topology.machines().stream()
                .filter(machine -> nodes.stream().noneMatch(node -> node.name().equals(machine.name())))
                .forEach(machine ->
                        nodes.add(new KindNode(machine, topology.name() + "-" + machine.name(), Optional.empty())));
        return nodes;
    }

    static List<KindNode> of(Topology topology, Topology.KubeCluster cluster) {
        List<KindNode> nodes = new ArrayList<>();
        int controlPlanes = 0;
        int workers = 0;
        for (NodeName name : cluster.nodes()) {
            Topology.Machine machine = topology.machine(name).orElseThrow();
            boolean controlPlane = machine.roles().contains(CONTROL_PLANE);
            int number = controlPlane ? ++controlPlanes : ++workers;
            String container =
                    cluster.name() + (controlPlane ? "-control-plane" : "-worker") + (number == 1 ? "" : number);
            nodes.add(new KindNode(machine, container, Optional.of(cluster)));
        }
        return nodes;
    }
}
