package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * {@code bgp-rib}: FRR's whole BGP table; {@code bgp-received}: of that, what peers announced. Argument {@code service} keeps the prefixes of
 * that service's load balancer addresses.
 */
public final class FrrPathsProbe implements Probe<Paths> {

    private final boolean fromPeersOnly;

    private FrrPathsProbe(boolean fromPeersOnly) {
        this.fromPeersOnly = fromPeersOnly;
    }

    public static FrrPathsProbe rib() {
        return new FrrPathsProbe(false);
    }

    public static FrrPathsProbe received() {
        return new FrrPathsProbe(true);
    }

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                fromPeersOnly ? "bgp-received" : "bgp-rib",
                List.of(Site.ROUTER),
                Set.of("service", "namespace", "cluster"),
                Paths.class,
                "prefix");
    }

    @Override
    public Paths look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Predicate<String> wanted = Ingress.prefixes(site);
        List<Path> paths = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        List<String> warnings = new CopyOnWriteArrayList<>();
        List<Outcome<NodeName, List<Path>>> outcomes =
                Parallel.map(site.routers(), router -> read(site, router, wanted, warnings));
        for (Outcome<NodeName, List<Path>> outcome : outcomes) {
            if (outcome.ok()) {
                paths.addAll(outcome.value());
            } else {
                String place = site.placeOf(outcome.place(), Site.ROUTER);
                missed.add(new Missed(
                        place, outcome.place().value(), outcome.failure().getMessage()));
            }
        }
        return new Paths(site.placesOf(site.routers(), Site.ROUTER), paths, missed, warnings);
    }

    private List<Path> read(Site site, NodeName router, Predicate<String> wanted, List<String> warnings)
            throws Unreachable {
        FrrPaths reader = new FrrPaths(
                site, path -> (!fromPeersOnly || !path.neighbor().isEmpty()) && wanted.test(path.prefix()));
        FrrPaths.Table table = Frr.streamed(
                site,
                router,
                answer -> reader.read(site.placeOf(router, Site.ROUTER), router.value(), answer),
                FrrPaths.QUESTIONS);
        warnings.addAll(FrrAnswer.warnings(table.version()));
        return table.paths();
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        return site.routers().isEmpty() ? "" : site.paste(site.routers().getFirst(), Frr.vtysh("show ip bgp"));
    }
}
