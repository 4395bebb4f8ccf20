package dev.cilab.capture;

import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.Interface;
import dev.cilab.lab.Topology.Machine;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where to capture, read off a topology. */
public final class Taps {

    private Taps() {}

    /** @param devices empty = the interfaces with which each machine joins segments */
    public static List<Tap> of(Topology topology, List<NodeName> nodes, List<String> devices) {
        return nodes.stream()
                .flatMap(node -> (devices.isEmpty() ? joined(topology, node) : devices)
                        .stream().map(device -> new Tap(node.value(), device)))
                .toList();
    }

    private static List<String> joined(Topology topology, NodeName node) {
        return topology.machine(node).map(Machine::interfaces).orElse(List.of()).stream()
                .filter(each -> each.segment().isPresent())
                .map(Interface::name)
                .toList();
    }

    /** The machine that has an address on any interface, else the address itself. */
    public static UnaryOperator<String> machineAt(Topology topology) {
        return address -> topology.machines().stream()
                .filter(m -> m.interfaces().stream().anyMatch(i -> i.address().startsWith(address + "/")))
                .map(m -> m.name().value())
                .findFirst()
                .orElse(address);
    }
}
