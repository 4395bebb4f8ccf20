package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/**
 * The ways to a service: one row for each cluster node.
 *
 * @param address the address that was looked for; empty when the service has none
 */
public record Hops(List<String> places, String address, List<Hop> hops, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Hops {
        places = List.copyOf(places);
        hops = List.copyOf(hops);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return hops.isEmpty();
    }
}
