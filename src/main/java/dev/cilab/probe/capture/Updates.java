package dev.cilab.probe.capture;

import dev.cilab.capture.CapturedUpdate;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What BGP speakers announced and withdrew during a capture. */
public record Updates(
        List<String> places, List<CapturedUpdate> updates, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Updates {
        places = List.copyOf(places);
        updates = List.copyOf(updates);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return updates.isEmpty();
    }
}
