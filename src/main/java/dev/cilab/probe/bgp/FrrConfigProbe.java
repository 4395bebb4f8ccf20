package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code frr-config}: FRR's running configuration line by line; argument {@code block} keeps one block and what is inside it. */
public final class FrrConfigProbe implements Probe<FrrConfig> {

    private static final Command SHOW = Frr.vtysh("show running-config");

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("frr-config", List.of(Site.ROUTER), Set.of("block"), FrrConfig.class, "line");
    }

    @Override
    public FrrConfig look(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        String block = new Arguments(call).text("block", "");
        List<FrrConfigLine> lines = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (NodeName router : site.routers()) {
            String place = site.placeOf(router, Site.ROUTER);
            try {
                RunningConfig.parse(place, site.run(router, SHOW)).lines().stream()
                        .filter(l -> (l.block() + " / ").startsWith(block + " / ") || block.isEmpty())
                        .forEach(lines::add);
            } catch (Unreachable e) {
                missed.add(new Missed(place, router.value(), e.getMessage()));
            }
        }
        return new FrrConfig(site.placesOf(site.routers(), Site.ROUTER), lines, missed, List.of());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        return site.routers().isEmpty() ? "" : site.paste(site.routers().getFirst(), SHOW);
    }
}
