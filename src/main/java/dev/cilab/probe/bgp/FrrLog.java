package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What FRR told its log about BGP. */
public record FrrLog(List<String> places, List<FrrLogEntry> entries, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public FrrLog {
        places = List.copyOf(places);
        entries = List.copyOf(entries);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return entries.isEmpty();
    }
}
