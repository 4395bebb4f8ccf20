package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Site;
import dev.cilab.probe.bgp.Peers;
import dev.cilab.probe.bgp.PeersProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "summary",
        description = "BGP neighbors of the router, as FRR sees them.",
        footer = {
            "",
            "Examples:",
            "  cilab frr summary",
            "  cilab exec router -- sudo vtysh -c 'show ip bgp summary'     the same from vtysh"
        })
final class FrrSummaryCommand extends Look<Peers> {

    FrrSummaryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Peers look(OpenLab open) throws Unreachable {
        return once(new PeersProbe(), open, List.of(Site.ROUTER), Map.of());
    }

    @Override
    Table table(Peers seen) {
        return rowsOf(
                List.of("Neighbor", "AS", "State", "Up/Down", "PfxRcd", "PfxSnt", "Node"),
                List.of("Last Error"),
                seen.peers(),
                peer -> List.of(
                        peer.peerAddress(),
                        String.valueOf(peer.peerAsn()),
                        peer.state() + (peer.policy().equals("ok") ? "" : " (" + peer.policy() + ")"),
                        peer.established() ? GoDuration.ofSeconds(peer.uptimeSeconds()) : "never",
                        String.valueOf(peer.received()),
                        String.valueOf(peer.advertised()),
                        peer.node(),
                        peer.lastError()));
    }

    @Override
    List<?> rows(Peers seen) {
        return seen.peers();
    }
}
