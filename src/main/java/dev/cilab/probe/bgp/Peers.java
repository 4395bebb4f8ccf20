package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/** BGP peers as Cilium, FRR or the Kubernetes API tell of them. */
public record Peers(List<String> places, List<Peer> peers, List<Missed> unreachable, List<String> warnings) implements Sightings {

    public Peers {
        places = List.copyOf(places);
        peers = List.copyOf(peers);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
    }

    @Override
    public boolean empty() {
        return peers.isEmpty();
    }
}
