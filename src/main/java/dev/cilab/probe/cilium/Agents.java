package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Cilium's agents, one per node. */
public record Agents(List<String> places, List<Agent> agents, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Agents {
        places = List.copyOf(places);
        agents = List.copyOf(agents);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return agents.isEmpty();
    }
}
