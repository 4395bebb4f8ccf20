package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/**
 * Service frontends that Cilium's agents translate.
 *
 * @param ready {@code 172.20.1.158:80}: the ready endpoints, sorted, of the service that was asked for; none where all were
 */
public record Services(
        List<String> places,
        List<Frontend> frontends,
        List<String> ready,
        List<Missed> unreachable,
        List<String> warnings)
        implements Sightings {

    public Services {
        places = List.copyOf(places);
        frontends = List.copyOf(frontends);
        ready = List.copyOf(ready);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    /** The same look, showing some of the frontends only. */
    public Services only(List<Frontend> some) {
        return new Services(places, some, ready, unreachable, warnings);
    }

    @Override
    public boolean empty() {
        return frontends.isEmpty();
    }
}
