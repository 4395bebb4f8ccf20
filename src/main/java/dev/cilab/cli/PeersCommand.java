package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Site;
import dev.cilab.probe.bgp.Peer;
import dev.cilab.probe.bgp.Peers;
import dev.cilab.probe.bgp.PeersProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "peers",
        description = {
            "BGP peerings as the nodes' Cilium agents see them, and beside each what the router says of the same peering.",
            "Received counts paths that Cilium then rejects because its own AS is in them; FRR's PfxSnt is the same number."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp peers",
            "  cilab bgp peers -o json | jq '.[] | select(.state != \"established\")'"
        })
final class PeersCommand extends Look<Peers> {

    PeersCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Peers look(OpenLab open) throws Unreachable {
        return once(new PeersProbe(), open, List.of(Site.CILIUM, Site.ROUTER), Map.of());
    }

    @Override
    Table table(Peers seen) {
        return rowsOf(
                List.of(
                        "Node",
                        "Local AS",
                        "Peer AS",
                        "Peer Address",
                        "Session State",
                        "Uptime",
                        "Family",
                        "Received",
                        "Advertised",
                        "Router says"),
                List.of("Hold Time", "Graceful Restart"),
                nodes(seen),
                peer -> List.of(
                        peer.node(),
                        String.valueOf(peer.localAsn()),
                        String.valueOf(peer.peerAsn()),
                        peer.peerAddress(),
                        peer.state(),
                        GoDuration.ofSeconds(peer.uptimeSeconds()),
                        "ipv4/unicast",
                        String.valueOf(peer.received()),
                        String.valueOf(peer.advertised()),
                        router(seen, peer),
                        peer.holdTimeSeconds() + "s",
                        peer.gracefulRestart() ? peer.restartSeconds() + "s" : "off"));
    }

    @Override
    List<?> rows(Peers seen) {
        return seen.peers();
    }

    private static List<Peer> nodes(Peers seen) {
        return seen.peers().stream()
                .filter(peer -> peer.on().equals(Site.CILIUM))
                .toList();
    }

    private static String router(Peers seen, Peer peer) {
        return seen.peers().stream()
                .filter(other -> other.on().equals(Site.ROUTER) && other.node().equals(peer.node()))
                .map(other -> other.state() + (other.policy().equals("ok") ? "" : " (" + other.policy() + ")"))
                .findFirst()
                .orElse("no such neighbor");
    }
}
