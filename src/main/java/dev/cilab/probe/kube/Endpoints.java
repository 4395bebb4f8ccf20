package dev.cilab.probe.kube;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** The endpoints of a service. */
public record Endpoints(List<String> places, List<Endpoint> endpoints, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Endpoints {
        places = List.copyOf(places);
        endpoints = List.copyOf(endpoints);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return endpoints.isEmpty();
    }
}
