package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Cilium's configuration: the entries of its ConfigMap. */
public record Settings(List<String> places, List<Setting> settings, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Settings {
        places = List.copyOf(places);
        settings = List.copyOf(settings);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return settings.isEmpty();
    }
}
