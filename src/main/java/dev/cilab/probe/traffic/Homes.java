package dev.cilab.probe.traffic;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the pods behind a URL run, in the cluster that is asked from and in those that {@code in} names. Who was once seen is remembered. */
public final class Homes {

    private final Site site;
    private final String url;
    private final Map<String, Disturbance.Home> homes = new HashMap<>();

    public Homes(Site site, String url) {
        this.site = site;
        this.url = url;
    }

    /** Looks again. */
    public Map<String, Disturbance.Home> now() throws Unreachable {
        List<String> clusters = new ArrayList<>(List.of(site.cluster().name().value()));
        clusters.addAll(new Arguments(site.call()).texts("in"));
        for (String cluster : clusters) {
            Backends.of(site.api(cluster), url)
                    .nodes()
                    .forEach((pod, node) -> homes.put(pod, new Disturbance.Home(cluster, node)));
        }
        return homes;
    }
}
