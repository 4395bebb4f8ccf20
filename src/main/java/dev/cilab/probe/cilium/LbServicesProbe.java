package dev.cilab.probe.cilium;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Conditions;
import dev.cilab.probe.kube.Ingress;
import java.util.List;
import java.util.Set;

/** {@code lb-services}: services with the addresses that LB IPAM gave them, or its reason for giving none; {@code names} keeps some. */
public final class LbServicesProbe implements Probe<LbServices> {

    private static final String SATISFIED = "cilium.io/IPAMRequestSatisfied";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "lb-services", List.of(), Set.of("names", "namespace", "cluster"), LbServices.class, "name");
    }

    @Override
    public LbServices look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String on = site.cluster().name().value();
        List<String> names = arguments.texts("names");
        List<LbService> services = site.api().list(Ref.in("services", arguments.text("namespace", "default"))).stream()
                .filter(service -> names.isEmpty() || names.contains(service.name()))
                .map(service -> read(on, service))
                .toList();
        return new LbServices(List.of(on), services, List.of(), List.of());
    }

    static LbService read(String on, KubeObject service) {
        return new LbService(
                on,
                service.name(),
                service.namespace(),
                service.at("/spec/type").asString("ClusterIP"),
                service.at("/spec/clusterIP").asString(""),
                Ingress.of(service),
                service.at("/spec/externalTrafficPolicy").asString(""),
                Conditions.isTrue(service, SATISFIED),
                Conditions.reason(service, SATISFIED),
                Conditions.message(service, SATISFIED));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        return new Site(call, scope)
                .kubectl("-n " + arguments.text("namespace", "default") + " describe service "
                        + String.join(" ", arguments.texts("names")));
    }
}
