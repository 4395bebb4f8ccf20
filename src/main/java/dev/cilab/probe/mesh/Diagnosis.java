package dev.cilab.probe.mesh;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What is wrong with a mesh. */
public record Diagnosis(List<String> places, List<Obstacle> obstacles, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Diagnosis {
        places = List.copyOf(places);
        obstacles = List.copyOf(obstacles);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return obstacles.isEmpty();
    }
}
