package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Service frontends that Cilium's agents translate. */
public record Services(List<String> places, List<Frontend> frontends, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Services {
        places = List.copyOf(places);
        frontends = List.copyOf(frontends);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return frontends.isEmpty();
    }
}
