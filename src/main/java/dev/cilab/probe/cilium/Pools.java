package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** The address pools of a cluster. */
public record Pools(List<String> places, List<Pool> pools, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Pools {
        places = List.copyOf(places);
        pools = List.copyOf(pools);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return pools.isEmpty();
    }
}
