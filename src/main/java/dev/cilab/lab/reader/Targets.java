package dev.cilab.lab.reader;

import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What actions act on: nodes, clusters and objects, each of which must exist in the topology or have the right form. */
final class Targets {

    /** @param kind as kubectl takes it, e.g. {@code deployment} */
    record Target(String kind, String namespace, String name) {}

    private final Topology topology;
    private final Problems problems;

    Targets(Topology topology, Problems problems) {
        this.topology = topology;
        this.problems = problems;
    }

    /** Key {@code nodes} (a list) or {@code node}. */
    List<NodeName> nodes(Fields fields) {
        String key = fields.has("node") && !fields.has("nodes") ? "node" : "nodes";
        List<String> names = fields.texts(key);
        YamlNode node = fields.node(key).orElse(null);
        if (node == null) {
            fields.missing("nodes");
        } else if (names.isEmpty()) {
            problems.add(node, "\"" + key + "\" names no node", "");
        }
        names.stream()
                .filter(name -> topology.machine(new NodeName(name)).isEmpty())
                .filter(name -> !name.isEmpty())
                .forEach(name -> problems.unknown(node, "unknown node \"" + name + "\"", name, machines()));
        return names.stream().map(NodeName::new).toList();
    }

    List<String> machines() {
        return topology.machines().stream().map(each -> each.name().value()).toList();
    }

    /** Key {@code cluster}: one, or a list. It may be absent where the topology has only one, which is then told by an empty value. */
    List<Optional<ClusterName>> clusters(Fields fields) {
        if (!fields.has("cluster") && topology.clusters().size() < 2) {
            return List.of(Optional.empty());
        }
        List<Optional<ClusterName>> clusters = new ArrayList<>();
        named(fields, "cluster").forEach(name -> clusters.add(Optional.of(name)));
        return clusters;
    }

    /** One or more clusters of the topology under a key that must be there. */
    List<ClusterName> named(Fields fields, String key) {
        Optional<YamlNode> node = fields.node(key);
        if (node.isEmpty()) {
            fields.missing(key);
            return List.of();
        }
        List<String> names = fields.texts(key);
        if (names.isEmpty()) {
            problems.add(node.get(), "\"" + key + "\" names no cluster", "");
        }
        return known(node.get(), names);
    }

    /** @param where they are named; an unknown one is a problem there */
    List<ClusterName> known(YamlNode where, List<String> names) {
        List<String> known =
                topology.clusters().stream().map(each -> each.name().value()).toList();
        names.stream()
                .filter(name -> !name.isEmpty() && !known.contains(name))
                .forEach(name -> problems.unknown(where, "unknown cluster \"" + name + "\"", name, known));
        return names.stream().map(ClusterName::new).toList();
    }

    /** Key {@code target}, e.g. {@code deployment/webpod}, and {@code namespace} ({@code default} when absent). */
    Target target(Fields fields) {
        String text = fields.required("target");
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            fields.node("target")
                    .ifPresent(node ->
                            problems.add(node, "\"" + text + "\" is no target", "KIND/NAME, e.g. deployment/webpod"));
            return new Target("", "", "");
        }
        return new Target(text.substring(0, slash), fields.text("namespace", "default"), text.substring(slash + 1));
    }

    /** The address that {@code node} reaches the machine {@code via} at: the one on a segment that both are on. */
    Optional<String> addressTowards(NodeName via, NodeName node) {
        List<String> segments = topology.machine(node).stream()
                .flatMap(machine -> machine.interfaces().stream())
                .flatMap(each -> each.segment().stream())
                .toList();
        return topology.machine(via).stream()
                .flatMap(machine -> machine.interfaces().stream())
                .filter(each -> each.segment().map(segments::contains).orElse(false))
                .map(each -> Cidr.address(each.address()))
                .findFirst();
    }
}
