package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** The route policies of Cilium's agents. */
public record RoutePolicies(
        List<String> places, List<RoutePolicy> policies, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public RoutePolicies {
        places = List.copyOf(places);
        policies = List.copyOf(policies);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return policies.isEmpty();
    }
}
