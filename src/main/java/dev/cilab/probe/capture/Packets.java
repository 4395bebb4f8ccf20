package dev.cilab.probe.capture;

import dev.cilab.capture.CapturedPacket;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** Packets of a capture. */
public record Packets(
        List<String> places, List<CapturedPacket> packets, List<Missed> unreachable, List<String> warnings)
        implements Sightings {

    public Packets {
        places = List.copyOf(places);
        packets = List.copyOf(packets);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return packets.isEmpty();
    }
}
