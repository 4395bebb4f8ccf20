package dev.cilab.probe.helm;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** The values of one Helm release, in each cluster that has it. */
public record HelmValuesSeen(
        List<String> places, List<ReleaseValues> releases, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public HelmValuesSeen {
        places = List.copyOf(places);
        releases = List.copyOf(releases);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return releases.isEmpty();
    }
}
