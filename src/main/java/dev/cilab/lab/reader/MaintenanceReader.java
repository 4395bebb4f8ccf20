package dev.cilab.lab.reader;

import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the verbs that take a machine out of service and bring it back: {@code drain}, {@code uncordon}, {@code link}, {@code power}. */
final class MaintenanceReader {

    private static final String TWO_MINUTES = "2m";

    private final Topology topology;
    private final Problems problems;
    private final Targets targets;

    MaintenanceReader(Topology topology, Problems problems, Targets targets) {
        this.topology = topology;
        this.problems = problems;
        this.targets = targets;
    }

    List<Action> read(String verb, Fields fields) {
        List<NodeName> nodes = targets.nodes(fields);
        return switch (verb) {
            case "drain" -> {
                boolean deleteEmptyDirData = fields.flag("deleteEmptydirData");
                boolean force = fields.flag("force");
                Duration timeout = timeout(fields);
                yield nodes.stream()
                        .<Action>map(node ->
                                new Action.Drain(cluster(fields, node), node, deleteEmptyDirData, force, timeout))
                        .toList();
            }
            case "uncordon" ->
                nodes.stream()
                        .<Action>map(node -> new Action.Uncordon(cluster(fields, node), node))
                        .toList();
            case "link" -> {
                boolean up = state(fields, "up", "down");
                String device = fields.text("device", "");
                yield nodes.stream()
                        .<Action>map(node -> new Action.Link(node, device(fields, node, device), up))
                        .toList();
            }
            default -> {
                boolean on = state(fields, "on", "off");
                yield nodes.stream()
                        .<Action>map(node -> new Action.Power(node, on))
                        .toList();
            }
        };
    }

    private Duration timeout(Fields fields) {
        String text = fields.text("timeout", TWO_MINUTES);
        return Durations.parse(text).orElseGet(() -> {
            fields.node("timeout")
                    .ifPresent(node -> problems.add(node, "\"" + text + "\" is no time", "e.g. 500ms, 60s or 2m"));
            return Duration.ZERO;
        });
    }

    private Optional<ClusterName> cluster(Fields fields, NodeName node) {
        Optional<ClusterName> found = topology.clusters().stream()
                .filter(cluster -> cluster.nodes().contains(node))
                .map(Topology.KubeCluster::name)
                .findFirst();
        if (found.isEmpty() && topology.machine(node).isPresent()) {
            fields.node("node")
                    .or(() -> fields.node("nodes"))
                    .ifPresent(where -> problems.add(where, node + " is no node of a cluster", ""));
        }
        return found;
    }

    /** {@code state: up}; the machine's first interface where none is named. */
    private boolean state(Fields fields, String yes, String no) {
        String state = fields.required("state");
        if (!state.isEmpty() && !List.of(yes, no).contains(state)) {
            fields.node("state")
                    .ifPresent(
                            node -> problems.unknown(node, "unknown state \"" + state + "\"", state, List.of(yes, no)));
        }
        return state.equals(yes);
    }

    private String device(Fields fields, NodeName node, String wanted) {
        List<String> devices = topology.machine(node).stream()
                .flatMap(machine -> machine.interfaces().stream())
                .map(Topology.Interface::name)
                .toList();
        if (!wanted.isEmpty() && !devices.isEmpty() && !devices.contains(wanted)) {
            fields.node("device")
                    .ifPresent(where ->
                            problems.unknown(where, node + " has no interface \"" + wanted + "\"", wanted, devices));
        }
        return wanted.isEmpty() && !devices.isEmpty() ? devices.getFirst() : wanted;
    }
}
