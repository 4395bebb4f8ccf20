package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** BGP paths of a table: a local RIB, or what was advertised to or received from a peer. */
public record Paths(List<String> places, List<Path> paths, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Paths {
        places = List.copyOf(places);
        paths = List.copyOf(paths);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return paths.isEmpty();
    }
}
