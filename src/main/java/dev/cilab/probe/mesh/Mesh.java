package dev.cilab.probe.mesh;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** A mesh of clusters, from the side of each. */
public record Mesh(
        List<String> places,
        List<Connection> connections,
        List<MeshSide> sides,
        List<Missed> unreachable,
        List<String> warnings)
        implements Sightings {

    public Mesh {
        places = List.copyOf(places);
        connections = List.copyOf(connections);
        sides = List.copyOf(sides);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    /** Connections of one side. */
    public List<Connection> of(MeshSide side) {
        return connections.stream()
                .filter(each -> each.on().equals(side.cluster()))
                .toList();
    }

    @Override
    public boolean empty() {
        return sides.isEmpty();
    }
}
