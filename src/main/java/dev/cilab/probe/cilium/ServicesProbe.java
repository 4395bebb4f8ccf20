package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** {@code services}: {@code cilium-dbg service list -o json} of every agent; argument {@code service} keeps the frontends of one service. */
public final class ServicesProbe implements Probe<Services> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "services", List.of(Site.CILIUM), Set.of("service", "namespace", "cluster"), Services.class, "address");
    }

    @Override
    public Services look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Optional<String> service = new Arguments(call).text("service");
        String namespace = new Arguments(call).text("namespace", "default");
        AgentPods agents = new AgentPods(site);
        List<Outcome<NodeName, String>> answers = agents.ask("cilium-dbg", "service", "list", "-o", "json");
        List<Missed> missed = new ArrayList<>(AgentPods.missed(site, answers).toList());
        List<Frontend> frontends = new ArrayList<>();
        for (Outcome<NodeName, String> answer : answers) {
            if (answer.ok()) {
                String place = site.placeOf(answer.place(), Site.CILIUM);
                try {
                    read(
                                    site,
                                    agents.dialect(answer.place()),
                                    place,
                                    answer.place().value(),
                                    Json.read(answer.place().value(), answer.value()))
                            .stream()
                            .filter(f -> service.isEmpty()
                                    || service.get().equals(f.service()) && namespace.equals(f.namespace()))
                            .forEach(frontends::add);
                } catch (Unreachable e) {
                    missed.add(new Missed(place, e.where(), e.getMessage()));
                }
            }
        }
        List<String> ready = service.isEmpty() ? List.of() : ready(site, namespace, service.get());
        return new Services(site.placesOf(agents.nodes(), Site.CILIUM), frontends, ready, missed, agents.warnings());
    }

    private static List<String> ready(Site site, String namespace, String service) throws Unreachable {
        return EndpointSlices.of(site.api(), namespace, service).stream()
                .filter(Endpoint::ready)
                .map(Endpoint::address)
                .sorted()
                .toList();
    }

    /** {@code status.realized} is what the datapath does; {@code spec} is what it was asked for. */
    static List<Frontend> read(Site site, CiliumDialect dialect, String on, String node, JsonNode answer) {
        return answer.valueStream()
                .map(s -> s.at("/status/realized"))
                .map(realized -> frontend(site, dialect, on, node, realized))
                .toList();
    }

    private static Frontend frontend(Site site, CiliumDialect dialect, String on, String node, JsonNode json) {
        List<Frontend.Backend> all = json.path("backend-addresses")
                .valueStream()
                .map(b -> new Frontend.Backend(
                        b.path("ip").asString(""),
                        b.path("port").asInt(0),
                        site.podsOf(b.path("ip").asString("")),
                        b.path("nodeName").asString(""),
                        b.path("state").asString("active"),
                        b.path("preferred").asBoolean(false)))
                .toList();
        List<Frontend.Backend> active =
                all.stream().filter(b -> b.state().equals("active")).toList();
        List<Frontend.Backend> used = dialect.used(active);
        JsonNode front = json.path("frontend-address");
        JsonNode flags = json.path("flags");
        return new Frontend(
                on,
                node,
                front.path("ip").asString("") + ":" + front.path("port").asInt(0) + "/"
                        + front.path("protocol").asString("TCP"),
                flags.path("type").asString(""),
                flags.path("namespace").asString(""),
                flags.path("name").asString(""),
                flags.path("extTrafficPolicy").asString("Cluster"),
                active.stream().map(Frontend.Backend::address).sorted().toList(),
                used.stream().map(Frontend.Backend::address).sorted().toList(),
                used.stream()
                        .map(Frontend.Backend::cluster)
                        .filter(cluster -> !cluster.isEmpty())
                        .distinct()
                        .sorted()
                        .toList(),
                all);
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg service list");
    }
}
