package dev.cilab.probe.hubble;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Flows of all agents that were asked, by time. */
public record Flows(List<String> places, List<Flow> flows, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Flows {
        places = List.copyOf(places);
        flows = List.copyOf(flows);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return flows.isEmpty();
    }
}
