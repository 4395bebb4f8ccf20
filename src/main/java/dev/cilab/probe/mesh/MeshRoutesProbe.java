package dev.cilab.probe.mesh;

import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.lab.Topology.KubeCluster;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.kube.PodCidrs;
import dev.cilab.probe.net.Route;
import dev.cilab.probe.net.Routes;
import dev.cilab.probe.net.RoutesProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code mesh-routes}: on every node, for every node of the clusters {@code in} (by default all others), the kernel's route to that node's
 * PodCIDR. What should be there comes from the other cluster's API, what is there from the node's routing table.
 */
public final class MeshRoutesProbe implements Probe<MeshRoutes> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("mesh-routes", List.of(), Set.of("in", "cluster"), MeshRoutes.class, "prefix");
    }

    /** A node of another cluster. */
    private record Peer(String cluster, String node, String podCidr, String address) {}

    @Override
    public MeshRoutes look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        List<Missed> missed = new ArrayList<>();
        List<Peer> peers = peers(site, missed);
        Routes tables = new RoutesProbe().look(call, scope);
        missed.addAll(tables.unreachable());
        List<MeshRoute> routes = new ArrayList<>();
        for (String node : tables.places()) {
            if (tables.unreachable().stream().noneMatch(each -> each.place().equals(node))) {
                peers.forEach(peer -> routes.add(route(node, peer, tables)));
            }
        }
        return new MeshRoutes(tables.places(), routes, missed, tables.warnings());
    }

    private static List<Peer> peers(Site site, List<Missed> missed) throws Unreachable {
        KubeCluster own = site.cluster();
        List<String> wanted = new Arguments(site.call()).texts("in");
        List<Peer> peers = new ArrayList<>();
        for (KubeCluster other : site.topology().clusters()) {
            String name = other.name().value();
            if (!other.equals(own) && (wanted.isEmpty() || wanted.contains(name))) {
                try {
                    peers.addAll(nodes(site.api(name), name));
                } catch (Unreachable e) {
                    missed.add(new Missed(name, name, e.getMessage()));
                }
            }
        }
        return peers;
    }

    private static List<Peer> nodes(Cluster api, String cluster) throws Unreachable {
        Map<String, String> podCidrs = PodCidrs.of(api);
        return api.list(Ref.all("nodes")).stream()
                .map(node -> new Peer(cluster, node.name(), podCidrs.getOrDefault(node.name(), ""), address(node)))
                .toList();
    }

    private static String address(KubeObject node) {
        return node.at("/status/addresses")
                .valueStream()
                .filter(each -> each.path("type").asString("").equals("InternalIP"))
                .findFirst()
                .map(each -> each.path("address").asString(""))
                .orElse("");
    }

    private static MeshRoute route(String node, Peer peer, Routes tables) {
        Optional<Route> found = tables.routes().stream()
                .filter(route -> route.on().equals(node) && route.prefix().equals(peer.podCidr()))
                .findFirst();
        String nextHop = found.map(Route::nextHop).orElse("");
        return new MeshRoute(
                node,
                peer.cluster(),
                peer.node(),
                peer.podCidr(),
                peer.address(),
                nextHop,
                found.map(Route::protocol).orElse(""),
                !nextHop.isEmpty() && nextHop.equals(peer.address()));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        try {
            return site.machines().isEmpty() ? "" : site.paste(site.machines().getFirst(), Command.of("ip", "route"));
        } catch (Unreachable e) {
            return "ip route";
        }
    }
}
