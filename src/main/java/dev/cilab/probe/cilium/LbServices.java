package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Services and the addresses that they were given. */
public record LbServices(List<String> places, List<LbService> services, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public LbServices {
        places = List.copyOf(places);
        services = List.copyOf(services);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return services.isEmpty();
    }
}
