package dev.cilab.probe.kube;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Objects of any kind. */
public record Resources(List<String> places, List<Resource> resources, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Resources {
        places = List.copyOf(places);
        resources = List.copyOf(resources);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return resources.isEmpty();
    }
}
