package dev.cilab.probe.bgp;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code bgp-peers}: the peerings as Cilium's agents, FRR, and the status of CiliumBGPNodeConfig tell of them. */
public final class PeersProbe implements Probe<Peers> {

    /** The side that reads CiliumBGPNodeConfig objects. */
    public static final String STATUS = "status";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "bgp-peers", List.of(Site.CILIUM, Site.ROUTER, STATUS), Set.of("cluster"), Peers.class, "node");
    }

    @Override
    public Peers look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Gathered gathered = new Gathered();
        List<Runnable> sides = new ArrayList<>();
        boolean all = call.on().isEmpty();
        if (all
                || call.on().contains(Site.CILIUM)
                || site.clusterNodes().stream().anyMatch(n -> call.on().contains(n.value()))) {
            sides.add(() -> cilium(site, gathered));
        }
        if (all
                || call.on().contains(Site.ROUTER)
                || site.routers().stream().anyMatch(n -> call.on().contains(n.value()))) {
            sides.add(() -> routers(site, gathered));
        }
        if (call.on().contains(STATUS)) {
            sides.add(() -> status(site, gathered));
        }
        Parallel.map(sides, side -> {
            side.run();
            return side;
        });
        return gathered.peers();
    }

    private static void cilium(Site site, Gathered gathered) {
        try {
            AgentPods agents = new AgentPods(site);
            List<Outcome<NodeName, String>> answers = agents.ask("cilium-dbg", "bgp", "peers", "-o", "json");
            gathered.places(site.placesOf(agents.nodes(), Site.CILIUM));
            gathered.missed(AgentPods.missed(site, answers).toList());
            gathered.warn(agents.warnings());
            for (Outcome<NodeName, String> answer : answers) {
                if (answer.ok()) {
                    agent(site, answer.place(), answer.value(), gathered);
                }
            }
        } catch (Unreachable e) {
            gathered.places(List.of(Site.CILIUM));
            gathered.missed(List.of(new Missed(Site.CILIUM, e.where(), e.getMessage())));
        }
    }

    private static void agent(Site site, NodeName node, String answer, Gathered gathered) {
        String place = site.placeOf(node, Site.CILIUM);
        if (answer.contains(AgentPods.BGP_OFF)) {
            gathered.disabled(node.value());
            return;
        }
        try {
            gathered.peers(CiliumPeers.read(place, node.value(), Json.read(node.value(), answer)));
        } catch (Unreachable e) {
            gathered.missed(List.of(new Missed(place, e.where(), e.getMessage())));
        }
    }

    private static void routers(Site site, Gathered gathered) {
        List<NodeName> routers = site.routers();
        gathered.places(site.placesOf(routers, Site.ROUTER));
        Parallel.map(routers, router -> {
            String place = site.placeOf(router, Site.ROUTER);
            try {
                FrrAnswer answer = Frr.show(site, router, FrrPeers.SUMMARY, FrrPeers.NEIGHBORS);
                gathered.warn(answer.warnings());
                gathered.peers(new FrrPeers(site).read(place, answer));
            } catch (Unreachable e) {
                gathered.missed(List.of(new Missed(place, e.where(), e.getMessage())));
            }
            return router;
        });
    }

    private static void status(Site site, Gathered gathered) {
        gathered.places(List.of(STATUS));
        try {
            StatusPeers reader = new StatusPeers(Instant.now());
            for (KubeObject config : site.api().list(Ref.all("ciliumbgpnodeconfigs"))) {
                gathered.peers(reader.read(STATUS, config));
            }
        } catch (Unreachable e) {
            gathered.missed(List.of(new Missed(STATUS, e.where(), e.getMessage())));
        }
    }

    @Override
    public Optional<String> hopeless(Peers seen) {
        return seen.disabled().isEmpty()
                ? Optional.empty()
                : Optional.of(AgentPods.BGP_OFF + " on " + String.join(", ", seen.disabled()));
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Site site = new Site(call, scope);
        boolean routerOnly =
                call.on().equals(List.of(Site.ROUTER)) && !site.routers().isEmpty();
        if (routerOnly) {
            return site.paste(site.routers().getFirst(), Frr.vtysh("show ip bgp summary"));
        }
        return call.on().equals(List.of(STATUS))
                ? site.kubectl("get ciliumbgpnodeconfigs -o yaml")
                : site.kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg bgp peers");
    }

    /** What the sides bring, each from its own thread. */
    private static final class Gathered {

        private final List<String> places = new ArrayList<>();
        private final List<Peer> peers = new ArrayList<>();
        private final List<Missed> missed = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> disabled = new ArrayList<>();

        synchronized void places(List<String> more) {
            places.addAll(more);
        }

        synchronized void peers(List<Peer> more) {
            peers.addAll(more);
        }

        synchronized void missed(List<Missed> more) {
            missed.addAll(more);
        }

        synchronized void warn(List<String> more) {
            warnings.addAll(more);
        }

        synchronized void disabled(String node) {
            disabled.add(node);
        }

        synchronized Peers peers() {
            peers.sort(Comparator.comparing(Peer::on).thenComparing(Peer::node).thenComparing(Peer::peerAddress));
            places.sort(Comparator.naturalOrder());
            return new Peers(places, peers, missed, warnings, disabled);
        }
    }
}
