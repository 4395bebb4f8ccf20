package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.Topology;
import dev.cilab.probe.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A peer that is configured where no router is, or farther away than packets of an eBGP peering may go (their TTL is 1). */
final class PeerAddresses implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<Topology.Machine> machines = patient.scope().topology().machines();
        if (machines.stream().noneMatch(each -> each.roles().contains(Site.ROUTER))) {
            return List.of(); // its routers are none of the topology's, so their addresses are not known
        }
        List<KubeObject> peerConfigs = patient.all("ciliumbgppeerconfigs");
        List<Finding> findings = new ArrayList<>();
        for (KubeObject config : patient.all("ciliumbgpclusterconfigs")) {
            List<Topology.Machine> nodes = selected(config, patient);
            for (JsonNode instance : config.at("/spec/bgpInstances")) {
                for (JsonNode peer : instance.path("peers")) {
                    String address = peer.path("peerAddress").asString("");
                    boolean external = !peer.path("peerASN")
                            .asString("")
                            .equals(instance.path("localASN").asString(""));
                    if (!address.isEmpty()) {
                        findings.addAll(
                                of(config.name(), address, machines, nodes, external ? hops(peer, peerConfigs) : 2));
                    }
                }
            }
        }
        return findings;
    }

    private static List<Finding> of(
            String config, String address, List<Topology.Machine> machines, List<Topology.Machine> nodes, int hops) {
        Optional<Topology.Machine> owner =
                machines.stream().filter(each -> has(each, address)).findFirst();
        if (owner.isEmpty()) {
            String routers = machines.stream()
                    .filter(each -> each.roles().contains(Site.ROUTER))
                    .map(each -> each.name() + " has "
                            + each.interfaces().stream()
                                    .map(PeerAddresses::host)
                                    .collect(Collectors.joining(", ")))
                    .collect(Collectors.joining("; "));
            return Ailment.error(
                    "nobody in the lab has the address that the nodes peer with: the peering stays active",
                    config + ": peerAddress " + address + "; " + routers,
                    "mend peerAddress in the CiliumBGPClusterConfig");
        }
        Set<String> near = segments(owner.get());
        String far = nodes.stream()
                .filter(each -> segments(each).stream().noneMatch(near::contains))
                .map(each -> each.name().value())
                .collect(Collectors.joining(", "));
        return far.isEmpty() || hops > 1
                ? List.of()
                : Ailment.error(
                        "the router is more than one hop away, and eBGP packets live for one: the peering stays active",
                        address + " is on no segment of " + far + ", and ebgpMultihop is 1",
                        "set ebgpMultihop: 2 or more in the CiliumBGPPeerConfig, neighbor … ebgp-multihop in FRR");
    }

    private static int hops(JsonNode peer, List<KubeObject> peerConfigs) {
        String name = peer.at("/peerConfigRef/name").asString("");
        return peerConfigs.stream()
                .filter(each -> each.name().equals(name))
                .mapToInt(each -> each.at("/spec/ebgpMultihop").asInt(1))
                .findFirst()
                .orElse(1);
    }

    private static List<Topology.Machine> selected(KubeObject config, Patient patient) throws Unreachable {
        JsonNode selector = config.at("/spec/nodeSelector");
        Set<String> names = new TreeSet<>();
        for (KubeObject node : patient.api().list(Ref.all("nodes"))) {
            if (selector.isMissingNode() || SelectedByNobody.selects(selector, node.labels())) {
                names.add(node.name());
            }
        }
        return patient.scope().topology().machines().stream()
                .filter(each -> names.contains(each.name().value()))
                .toList();
    }

    private static boolean has(Topology.Machine machine, String address) {
        return machine.interfaces().stream().anyMatch(each -> host(each).equals(address));
    }

    private static String host(Topology.Interface each) {
        return each.address().substring(0, each.address().indexOf('/'));
    }

    private static Set<String> segments(Topology.Machine machine) {
        return machine.interfaces().stream()
                .flatMap(each -> each.segment().stream())
                .collect(Collectors.toSet());
    }
}
