package dev.cilab.probe.mesh;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Routes that nodes need to the pods of other clusters. */
public record MeshRoutes(List<String> places, List<MeshRoute> routes, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public MeshRoutes {
        places = List.copyOf(places);
        routes = List.copyOf(routes);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return routes.isEmpty();
    }
}
