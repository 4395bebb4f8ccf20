package dev.cilab.probe.bgp;

import dev.cilab.probe.Missed;
import dev.cilab.probe.Sightings;
import java.util.List;

/**
 * BGP peers as Cilium, FRR or the Kubernetes API tell of them.
 *
 * @param disabled nodes whose agent says that its BGP Control Plane is off
 */
public record Peers(
        List<String> places, List<Peer> peers, List<Missed> unreachable, List<String> warnings, List<String> disabled)
        implements Sightings {

    public Peers {
        places = List.copyOf(places);
        peers = List.copyOf(peers);
        unreachable = List.copyOf(unreachable);
        warnings = List.copyOf(warnings);
        disabled = List.copyOf(disabled);
    }

    @Override
    public boolean empty() {
        return peers.isEmpty();
    }
}
