package dev.cilab.env.kind;

import dev.cilab.env.machine.Ipv4Network;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topology's segments as Docker networks, and containers joined to them.
 *
 * <p>Every container's first link, {@code eth0}, lies on kind's own network, whose addresses Docker gives out. Every other interface of the
 * topology lies on a network of its segment, with exactly the topology's address. The networks are not {@code --internal}: Docker would
 * then drop what has an address from outside the network, and pods do. Docker names links, and chooses the default route, in the order of
 * networks' names; {@code lab-…} comes after {@code kind}.
 */
final class DockerNetworks {

    static final String KIND = "kind";

    private static final String FIRST_LINK = "eth0";

    private final Docker docker;
    private final Mark mark;

    DockerNetworks(Docker docker, Mark mark) {
        this.docker = docker;
        this.mark = mark;
    }

    static String name(Topology topology, String segment) {
        return "lab-" + topology.name() + "-" + segment;
    }

    /** The interfaces that lie on networks of ours. */
    static Stream<Topology.Interface> attached(Topology.Machine machine) {
        return machine.interfaces().stream()
                .filter(each -> each.segment().isPresent() && !each.name().equals(FIRST_LINK));
    }

    /** The segments that become networks of ours. */
    static List<Topology.Segment> segments(Topology topology) {
        List<String> used = topology.machines().stream()
                .flatMap(DockerNetworks::attached)
                .map(each -> each.segment().orElseThrow())
                .distinct()
                .toList();
        return topology.segments().stream()
                .filter(segment -> used.contains(segment.name()))
                .toList();
    }

    /** Networks that the topology wants and that are not there. */
    List<String> missing(Topology topology) throws Unreachable {
        List<String> there =
                docker.networks().stream().map(Docker.Network::name).toList();
        return segments(topology).stream()
                .map(segment -> name(topology, segment.name()))
                .filter(name -> !there.contains(name))
                .toList();
    }

    void create(Topology topology) throws Unreachable {
        List<String> missing = missing(topology);
        for (Topology.Segment segment : segments(topology)) {
            String name = name(topology, segment.name());
            if (missing.contains(name)) {
                docker.run(
                        "network",
                        "create",
                        "--driver",
                        "bridge",
                        "--subnet",
                        segment.subnet(),
                        "--label",
                        mark.label(),
                        "--label",
                        Mark.TOPOLOGY + "=" + topology.name(),
                        name);
            }
        }
    }

    /** One after the other: the order of joining is the order of {@code eth1}, {@code eth2}. */
    void join(Topology topology, KindNode node, Docker.Container container) throws Unreachable {
        for (Topology.Interface each : attached(node.machine()).toList()) {
            String network = name(topology, each.segment().orElseThrow());
            String address = each.address().substring(0, each.address().indexOf('/'));
            Optional<String> has = Optional.ofNullable(container.networks().get(network));
            if (has.isEmpty()) {
                docker.run(
                        "network",
                        "connect",
                        "--ip",
                        address,
                        "--alias",
                        node.name().value(),
                        network,
                        node.container());
            }
        }
    }

    List<Docker.Network> ours(String topology) throws Unreachable {
        return docker.networks().stream()
                .filter(network -> mark.value().equals(network.labels().get(Mark.LABEL)))
                .filter(network ->
                        topology.isEmpty() || topology.equals(network.labels().get(Mark.TOPOLOGY)))
                .toList();
    }

    /** Networks of others that have addresses of the lab: by name, what they have. */
    Map<String, String> clashing(List<String> wanted, Topology topology) throws Unreachable {
        List<String> own = segments(topology).stream()
                .map(segment -> name(topology, segment.name()))
                .toList();
        List<Docker.Network> others = new ArrayList<>(docker.networks());
        others.removeIf(network -> own.contains(network.name()));
        return others.stream()
                .filter(network -> network.subnets().stream().anyMatch(subnet -> overlaps(subnet, wanted)))
                .collect(Collectors.toMap(Docker.Network::name, network -> String.join(", ", network.subnets())));
    }

    private static boolean overlaps(String subnet, List<String> wanted) {
        return Ipv4Network.parse(subnet).stream().anyMatch(network -> wanted.stream()
                .flatMap(each -> Ipv4Network.parse(each).stream())
                .anyMatch(network::overlaps));
    }
}
