package dev.cilab.probe.helm;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Revisions of Helm releases. */
public record HelmReleases(
        List<String> places, List<ReleaseState> releases, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public HelmReleases {
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
