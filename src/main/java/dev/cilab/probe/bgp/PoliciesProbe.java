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
import dev.cilab.probe.cilium.CiliumDialect;
import dev.cilab.probe.kube.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * {@code bgp-policies}: {@code cilium-dbg bgp route-policies -o json}. Argument {@code service} keeps policies about that service's load balancer addresses.
 */
public final class PoliciesProbe implements Probe<RoutePolicies> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "bgp-policies",
                List.of(Site.CILIUM),
                Set.of("service", "namespace", "cluster"),
                RoutePolicies.class,
                "name");
    }

    @Override
    public RoutePolicies look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Predicate<String> wanted = Ingress.prefixes(site);
        AgentPods agents = new AgentPods(site);
        List<Outcome<NodeName, String>> answers = agents.ask("cilium-dbg", "bgp", "route-policies", "-o", "json");
        List<Missed> missed = new ArrayList<>(AgentPods.missed(site, answers).toList());
        List<RoutePolicy> policies = new ArrayList<>();
        for (Outcome<NodeName, String> answer : answers) {
            if (answer.ok()) {
                String place = site.placeOf(answer.place(), Site.CILIUM);
                try {
                    read(agents.dialect(answer.place()), place, answer.place().value(), answer.value()).stream()
                            .filter(p -> about(p, wanted))
                            .forEach(policies::add);
                } catch (Unreachable e) {
                    missed.add(new Missed(place, e.where(), e.getMessage()));
                }
            }
        }
        return new RoutePolicies(site.placesOf(agents.nodes(), Site.CILIUM), policies, missed, agents.warnings());
    }

    /** One that matches every prefix is about none in particular; it counts where none was asked for. */
    private static boolean about(RoutePolicy policy, Predicate<String> wanted) {
        return wanted.test("") || policy.prefixes().stream().anyMatch(p -> wanted.test(p.substring(0, p.indexOf(' '))));
    }

    static List<RoutePolicy> read(CiliumDialect dialect, String on, String node, String answer) throws Unreachable {
        if (answer.contains(AgentPods.BGP_OFF)) {
            throw new Unreachable(node, AgentPods.BGP_OFF);
        }
        List<RoutePolicy> policies = new ArrayList<>();
        for (JsonNode policy : Json.read(node, answer)) {
            for (JsonNode statement : policy.path("statements")) {
                policies.add(new RoutePolicy(
                        on,
                        node,
                        policy.path("router-asn").asLong(0),
                        policy.path("name").asString(""),
                        policy.path("type").asString(""),
                        dialect.matches(statement.path("match-neighbors"), "neighbors").stream()
                                .map(n -> n.asString("").replaceFirst("/\\d+$", ""))
                                .toList(),
                        dialect.matches(statement.path("match-prefixes"), "prefixes").stream()
                                .map(PoliciesProbe::prefix)
                                .toList(),
                        statement.path("route-action").asString("none")));
            }
        }
        return policies;
    }

    private static String prefix(JsonNode match) {
        return match.path("cidr").asString("") + " ("
                + match.path("prefix-len-min").asInt(0) + ".."
                + match.path("prefix-len-max").asInt(0) + ")";
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg bgp route-policies");
    }
}
