package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import dev.cilab.probe.kube.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code bgp-available} and {@code bgp-advertised}: what Cilium's speakers have in their local RIB, and what they told their peers (adj-rib-out;
 * the counter that {@code bgp peers} prints is no proof of that). Argument {@code service} keeps the prefixes of that service's load balancer
 * addresses.
 */
public final class CiliumPathsProbe implements Probe<Paths> {

    private final String table;

    private CiliumPathsProbe(String table) {
        this.table = table;
    }

    public static CiliumPathsProbe available() {
        return new CiliumPathsProbe("available");
    }

    public static CiliumPathsProbe advertised() {
        return new CiliumPathsProbe("advertised");
    }

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "bgp-" + table, List.of(Site.CILIUM), Set.of("service", "namespace", "cluster"), Paths.class, "prefix");
    }

    @Override
    public Paths look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Predicate<String> wanted = Ingress.prefixes(site);
        AgentPods agents = new AgentPods(site);
        List<Outcome<NodeName, String>> answers =
                agents.ask("cilium-dbg", "bgp", "routes", table, "ipv4", "unicast", "-o", "json");
        List<Missed> missed = new ArrayList<>(AgentPods.missed(site, answers).toList());
        List<Path> paths = new ArrayList<>();
        for (Outcome<NodeName, String> answer : answers) {
            if (answer.ok()) {
                String node = answer.place().value();
                String place = site.placeOf(answer.place(), Site.CILIUM);
                try {
                    paths(place, node, answer.value()).stream()
                            .filter(p -> wanted.test(p.prefix()))
                            .forEach(paths::add);
                } catch (Unreachable e) {
                    missed.add(new Missed(place, node, e.getMessage()));
                }
            }
        }
        return new Paths(site.placesOf(agents.nodes(), Site.CILIUM), paths, missed, agents.warnings());
    }

    private static List<Path> paths(String place, String node, String answer) throws Unreachable {
        if (answer.contains(AgentPods.BGP_OFF)) {
            throw new Unreachable(node, AgentPods.BGP_OFF);
        }
        return CiliumPaths.read(place, node, Json.read(node, answer));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg bgp routes " + table
                        + " ipv4 unicast");
    }
}
