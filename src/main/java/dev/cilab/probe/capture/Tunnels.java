package dev.cilab.probe.capture;

import dev.cilab.capture.CapturedTunnel;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Packets in Geneve tunnels during a capture. */
public record Tunnels(
        List<String> places, List<CapturedTunnel> tunnels, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Tunnels {
        places = List.copyOf(places);
        tunnels = List.copyOf(tunnels);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return tunnels.isEmpty();
    }
}
