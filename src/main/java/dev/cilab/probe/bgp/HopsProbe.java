package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Sightings;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import dev.cilab.probe.kube.Ingress;
import dev.cilab.probe.net.Route;
import dev.cilab.probe.net.Routes;
import dev.cilab.probe.net.RoutesProbe;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code lb-hops}: for the {@code service} of type LoadBalancer, node by node: its ready endpoints there, and whether traffic from outside
 * comes in there, as Cilium announces it, as FRR holds it and as the router's kernel uses it.
 */
public final class HopsProbe implements Probe<Hops> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("lb-hops", List.of(), Set.of("service", "namespace", "cluster"), Hops.class, "node");
    }

    @Override
    public Hops look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String namespace = arguments.text("namespace", "default");
        String service = arguments.required("service");
        String cluster = site.cluster().name().value();
        String address =
                site.api().get(Ref.one("services", namespace, service)).map(Ingress::of).orElse(List.of()).stream()
                        .findFirst()
                        .orElse("");
        Map<String, Long> endpoints = EndpointSlices.of(site.api(), namespace, service).stream()
                .filter(Endpoint::ready)
                .collect(Collectors.groupingBy(Endpoint::node, Collectors.counting()));
        Paths announced = CiliumPathsProbe.advertised().look(at(call, Site.CILIUM), scope);
        Paths received = FrrPathsProbe.received().look(at(call, Site.ROUTER), scope);
        Routes installed = new RoutesProbe().look(at(call, Site.ROUTER), scope);
        List<Hop> hops = site.cluster().nodes().stream()
                .map(NodeName::value)
                .map(node -> new Hop(
                        cluster,
                        node,
                        endpoints.getOrDefault(node, 0L).intValue(),
                        nodes(announced).contains(node),
                        nodes(received).contains(node),
                        installed.routes().stream().map(Route::via).anyMatch(node::equals)))
                .toList();
        return new Hops(List.of(cluster), address, hops, missed(announced, received, installed), announced.warnings());
    }

    private static ProbeCall at(ProbeCall call, String place) {
        return new ProbeCall(call.verb(), List.of(place), call.args(), call.at());
    }

    private static Set<String> nodes(Paths paths) {
        return paths.paths().stream().map(Path::node).collect(Collectors.toSet());
    }

    private static List<Missed> missed(Sightings... parts) {
        return Stream.of(parts).flatMap(part -> part.unreachable().stream()).toList();
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        return site.routers().isEmpty() ? "" : site.paste(site.routers().getFirst(), Frr.vtysh("show ip bgp"));
    }
}
