package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** FRR's running configuration. */
public record FrrConfig(List<String> places, List<FrrConfigLine> lines, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public FrrConfig {
        places = List.copyOf(places);
        lines = List.copyOf(lines);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return lines.isEmpty();
    }
}
