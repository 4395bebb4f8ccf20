package dev.cilab.probe.net;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Routes of the kernel's main table (the FIB). */
public record Routes(List<String> places, List<Route> routes, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Routes {
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
