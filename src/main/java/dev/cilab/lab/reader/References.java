package dev.cilab.lab.reader;

import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.lab.Topology.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What may stand inside <code>${}</code>: a variable, or a fact of the topology.
 *
 * <ul>
 *   <li>{@code nodes}, {@code nodes.ROLE}, {@code nodes.cluster}, {@code nodes.CLUSTER}: names of machines, a list
 *   <li>{@code addresses…}: the same machines' addresses
 *   <li>{@code MACHINE.address}, {@code MACHINE.INTERFACE}: an address without its prefix length; for MACHINE a variable may stand that names one
 *   <li>{@code segments.NAME}: a segment's subnet
 *   <li>{@code clusters.NAME.podCidr}, {@code serviceCidr}, {@code version}
 * </ul>
 */
final class References {

    /** Names that a variable cannot have, because they mean something already. */
    static final Set<String> RESERVED = Set.of("nodes", "addresses", "segments", "clusters");

    private final Topology topology;
    private final Map<String, Object> vars;

    References(Topology topology, Map<String, Object> vars) {
        this.topology = topology;
        this.vars = vars;
    }

    Topology topology() {
        return topology;
    }

    Optional<Object> find(String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        return switch (first) {
            case "nodes" ->
                machines(rest)
                        .map(found ->
                                found.stream().map(each -> each.name().value()).toList());
            case "addresses" ->
                machines(rest).map(found -> found.stream().map(Machine::address).toList());
            case "segments" ->
                topology.segments().stream()
                        .filter(each -> each.name().equals(rest))
                        .<Object>map(Topology.Segment::subnet)
                        .findFirst();
            case "clusters" -> cluster(rest);
            default ->
                dot < 0 ? Optional.ofNullable(vars.get(first)) : machine(first).flatMap(found -> address(found, rest));
        };
    }

    /** Everything that {@link #find} would find, for suggestions. */
    Set<String> known() {
        Set<String> known = new TreeSet<>(vars.keySet());
        Set<String> groups = new TreeSet<>(Set.of("cluster"));
        for (Machine machine : topology.machines()) {
            groups.addAll(machine.roles());
            known.add(machine.name() + ".address");
            machine.interfaces().forEach(each -> known.add(machine.name() + "." + each.name()));
        }
        topology.clusters().forEach(each -> groups.add(each.name().value()));
        groups.forEach(group -> known.addAll(List.of("nodes." + group, "addresses." + group)));
        topology.segments().forEach(each -> known.add("segments." + each.name()));
        return known;
    }

    private Optional<List<Machine>> machines(String group) {
        if (group.isEmpty()) {
            return Optional.of(topology.machines());
        }
        List<NodeName> members = new ArrayList<>();
        topology.clusters().stream()
                .filter(each -> group.equals("cluster") || each.name().value().equals(group))
                .forEach(each -> members.addAll(each.nodes()));
        List<Machine> found = members.isEmpty()
                ? select(machine -> machine.roles().contains(group))
                : members.stream()
                        .flatMap(name -> topology.machine(name).stream())
                        .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private List<Machine> select(Predicate<Machine> which) {
        return topology.machines().stream().filter(which).toList();
    }

    private Optional<Machine> machine(String name) {
        return topology.machine(new NodeName(name))
                .or(() -> vars.get(name) instanceof String named
                        ? topology.machine(new NodeName(named))
                        : Optional.empty());
    }

    private static Optional<Object> address(Machine machine, String which) {
        return which.equals("address")
                ? Optional.of(machine.address())
                : machine.interfaces().stream()
                        .filter(each -> each.name().equals(which))
                        .<Object>map(each -> Cidr.address(each.address()))
                        .findFirst();
    }

    private Optional<Object> cluster(String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : topology.clusters().stream()
                        .filter(each -> each.name().value().equals(path.substring(0, dot)))
                        .findFirst()
                        .flatMap(found -> property(found, path.substring(dot + 1)));
    }

    private static Optional<Object> property(KubeCluster cluster, String name) {
        return switch (name) {
            case "podCidr" -> Optional.of(cluster.podCidr());
            case "serviceCidr" -> Optional.of(cluster.serviceCidr());
            case "version" -> Optional.of(cluster.version());
            default -> Optional.empty();
        };
    }
}
