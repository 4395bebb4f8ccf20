package dev.cilab.probe.kube;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Set;

/** {@code endpoints}: those of the service that {@code service} names, from its EndpointSlices. */
public final class EndpointsProbe implements Probe<Endpoints> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("endpoints", List.of(), Set.of("service", "namespace", "cluster"), Endpoints.class, "pod");
    }

    @Override
    public Endpoints look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String namespace = arguments.text("namespace", "default");
        List<Endpoint> found = EndpointSlices.of(site.api(), namespace, arguments.required("service"));
        return new Endpoints(List.of(site.cluster().name().value()), found, List.of(), List.of());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        return new Site(call, scope)
                .kubectl("-n " + arguments.text("namespace", "default")
                        + " get endpointslices -l kubernetes.io/service-name=" + arguments.text("service", ""));
    }
}
