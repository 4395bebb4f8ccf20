package dev.cilab.probe.net;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Topology.Machine;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Prefix;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Ingress;
import dev.cilab.probe.kube.PodCidrs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * {@code routes}: the kernel's main routing table on each node. Arguments keep what lies {@code inside} a prefix, what has one {@code prefix}
 * exactly, what one {@code protocol} made, or the addresses of a {@code service} of type LoadBalancer. (Filtering here, not with {@code ip route show proto …}, which then leaves the protocol out.)
 */
public final class RoutesProbe implements Probe<Routes> {

    private static final Command TABLE = Command.of("ip", "-j", "route");

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "routes",
                List.of(Site.ROUTER),
                Set.of("inside", "prefix", "protocol", "service", "namespace", "cluster"),
                Routes.class,
                "prefix");
    }

    @Override
    public Routes look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Predicate<Route> wanted = wanted(new Arguments(call), Ingress.prefixes(site));
        List<Missed> missed = new ArrayList<>();
        List<NodeName> machines = site.machines();
        Map<String, String> podCidrs = podCidrs(site, machines, missed);
        List<Route> routes = new ArrayList<>();
        for (Outcome<NodeName, List<Route>> outcome : Parallel.map(machines, m -> read(site, m, podCidrs))) {
            if (outcome.ok()) {
                outcome.value().stream().filter(wanted).forEach(routes::add);
            } else {
                String name = outcome.place().value();
                missed.add(new Missed(name, name, outcome.failure().getMessage()));
            }
        }
        return new Routes(machines.stream().map(NodeName::value).toList(), routes, missed, List.of());
    }

    /** Only cluster nodes have a PodCIDR; where it cannot be asked, every look that may need it is incomplete. */
    private static Map<String, String> podCidrs(Site site, List<NodeName> machines, List<Missed> missed)
            throws Unreachable {
        boolean needed = !site.topology().clusters().isEmpty()
                && machines.stream().anyMatch(site.cluster().nodes()::contains);
        if (!needed) {
            return Map.of();
        }
        try {
            return PodCidrs.of(site.api());
        } catch (Unreachable e) {
            missed.add(new Missed(machines.getFirst().value(), e.where(), "PodCIDRs unknown: " + e.getMessage()));
            return Map.of();
        }
    }

    private static List<Route> read(Site site, NodeName node, Map<String, String> podCidrs) throws Unreachable {
        JsonNode table = Json.read(node.value(), site.run(node, TABLE));
        Map<Long, JsonNode> nextHops = new HashMap<>();
        if (RouteTable.needsNextHops(table)) {
            Json.read(node.value(), site.run(node, Command.of("ip", "-j", "nexthop")))
                    .forEach(hop -> nextHops.put(hop.path("id").asLong(), hop));
        }
        Machine machine =
                site.topology().machine(node).orElseThrow(() -> new Unreachable(node.value(), "not in the topology"));
        RouteNode where = new RouteNode(
                node.value(), machine.address(), podCidrs.getOrDefault(node.value(), ""), machine.roles());
        return new RouteTable(site, where, nextHops).read(table);
    }

    private static Predicate<Route> wanted(Arguments arguments, Predicate<String> service) {
        Optional<Prefix> inside = arguments.text("inside").map(Prefix::of);
        Optional<String> prefix = arguments.text("prefix").map(RouteTable::prefix);
        Optional<String> protocol = arguments.text("protocol");
        return route -> service.test(route.prefix())
                && (inside.isEmpty() || inside.get().contains(Prefix.of(route.prefix())))
                && (prefix.isEmpty() || prefix.get().equals(route.prefix()))
                && (protocol.isEmpty() || protocol.get().equals(route.protocol()));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        try {
            return site.machines().isEmpty() ? "" : site.paste(site.machines().getFirst(), Command.of("ip", "route"));
        } catch (Unreachable e) {
            return "ip route";
        }
    }
}
