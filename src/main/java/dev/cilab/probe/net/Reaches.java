package dev.cilab.probe.net;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Who reaches whom. */
public record Reaches(List<String> places, List<Reach> targets, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Reaches {
        places = List.copyOf(places);
        targets = List.copyOf(targets);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return targets.isEmpty();
    }
}
