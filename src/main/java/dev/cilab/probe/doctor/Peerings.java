package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Site;
import dev.cilab.probe.bgp.Peer;
import dev.cilab.probe.bgp.Peers;
import dev.cilab.probe.bgp.PeersProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Peerings that do not come up, or come up and carry nothing, as both ends tell of them. */
final class Peerings implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        boolean routers = patient.scope().topology().machines().stream()
                .anyMatch(machine -> machine.roles().contains(Site.ROUTER));
        if (!routers || !patient.isOn("enable-bgp-control-plane")) {
            return List.of();
        }
        return findings(patient.look(new PeersProbe(), List.of()));
    }

    static List<Finding> findings(Peers seen) {
        List<Finding> findings = new ArrayList<>();
        seen.peers().stream()
                .filter(peer -> !peer.on().equals(Site.ROUTER))
                .forEach(peer -> findings.addAll(fromNode(peer, seen)));
        List<Peer> blocked = seen.peers().stream()
                .filter(peer -> peer.on().equals(Site.ROUTER) && peer.policy().equals("policy"))
                .toList();
        if (!blocked.isEmpty()) {
            findings.addAll(Ailment.error(
                    "FRR lets no route pass: ebgp-requires-policy is on (RFC 8212)",
                    "(Policy) for "
                            + blocked.stream().map(Peer::peerAddress).sorted().collect(Collectors.joining(", ")),
                    "ssh router \"sudo vtysh -c 'conf t' -c 'router bgp "
                            + blocked.getFirst().localAsn()
                            + "' -c 'no bgp ebgp-requires-policy' -c end -c 'write memory'\""));
        }
        return findings;
    }

    private static List<Finding> fromNode(Peer peer, Peers seen) {
        Optional<Peer> far = seen.peers().stream()
                .filter(other -> other.on().equals(Site.ROUTER) && other.node().equals(peer.node()))
                .findFirst();
        String where = peer.node() + " and " + peer.peerAddress();
        if (peer.established()) {
            return far.filter(other -> other.gracefulRestart() != peer.gracefulRestart())
                    .map(other -> Ailment.warning(
                            "graceful restart is on at one end only: traffic is lost when an agent restarts",
                            where + ": Cilium " + onOff(peer) + ", FRR " + onOff(other),
                            "gracefulRestart.enabled in the CiliumBGPPeerConfig, bgp graceful-restart in FRR"))
                    .orElse(List.of());
        }
        if (far.isEmpty()) {
            return Ailment.error(
                    "the router has no neighbor statement for " + peer.node() + ": it refuses the connection",
                    where + ": " + state(peer),
                    "cilab frr config");
        }
        if (far.get().localAsn() != peer.peerAsn()) {
            return Ailment.error(
                    "Cilium expects another AS number than the router has: its OPEN is refused",
                    "peerASN " + peer.peerAsn() + ", router bgp " + far.get().localAsn(),
                    "mend peerASN in the CiliumBGPClusterConfig");
        }
        return Ailment.error(
                "a peering is not established",
                where + ": " + state(peer) + (peer.lastError().isEmpty() ? "" : ", " + peer.lastError()),
                "cilab exec " + peer.node() + " -- nc -zvw2 " + peer.peerAddress() + " 179");
    }

    /** Cilium's counter comes from its table: it counts on while nothing can be sent. */
    private static String state(Peer peer) {
        return peer.advertised() == 0
                ? peer.state()
                : peer.state() + " (the " + peer.advertised() + " routes that it counts as advertised are not)";
    }

    private static String onOff(Peer peer) {
        return peer.gracefulRestart() ? "on" : "off";
    }
}
