package dev.cilab.probe.cilium;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** What the ip-masq-agent inside Cilium's agents leaves alone. */
public record Masquerading(
        List<String> places, List<NotMasqueraded> networks, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Masquerading {
        places = List.copyOf(places);
        networks = List.copyOf(networks);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return networks.isEmpty();
    }
}
