package dev.cilab.watch;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Topology.Machine;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Sightings;
import dev.cilab.probe.Site;
import dev.cilab.probe.bgp.FrrPathsProbe;
import dev.cilab.probe.bgp.Path;
import dev.cilab.probe.bgp.Paths;
import dev.cilab.probe.bgp.Peer;
import dev.cilab.probe.bgp.Peers;
import dev.cilab.probe.bgp.PeersProbe;
import dev.cilab.probe.net.Route;
import dev.cilab.probe.net.Routes;
import dev.cilab.probe.net.RoutesProbe;
import dev.cilab.watch.Row.Mood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the panes show, seen by the same probes that the checks use. */
final class Looks {

    private static final List<String> HIDDEN = List.of("kube-system", "cilium-secrets");

    private final Scope scope;

    Looks(Scope scope) {
        this.scope = scope;
    }

    /** Both ends of each peering: FRR's, and Cilium's as it stands in CiliumBGPNodeConfig. */
    Content peers() throws Unreachable {
        Peers seen = look(new PeersProbe(), List.of(Site.ROUTER, PeersProbe.STATUS));
        List<Row> rows = new ArrayList<>();
        for (Peer peer : seen.peers()) {
            if (peer.on().equals(Site.ROUTER)) {
                String other = seen.peers().stream()
                        .filter(each -> each.on().equals(PeersProbe.STATUS)
                                && each.node().equals(peer.node()))
                        .map(Peer::state)
                        .findFirst()
                        .orElse("-");
                rows.add(new Row(
                        peer.node(),
                        peer.state(),
                        List.of(
                                peer.node(),
                                peer.state(),
                                String.valueOf(peer.accepted()),
                                peer.established() ? String.valueOf(peer.advertised()) : "-",
                                uptime(peer),
                                other),
                        peer.established() ? Mood.GOOD : Mood.BAD));
            }
        }
        return content(List.of("NODE", "STATE", "GOT", "SENT", "UP", "CILIUM SAYS"), rows, seen);
    }

    Content rib() throws Unreachable {
        Paths seen = look(FrrPathsProbe.rib(), List.of());
        List<Row> rows = seen.paths().stream()
                .map(path -> new Row(
                        path.prefix() + " via " + path.nextHop(),
                        marks(path),
                        List.of(marks(path), path.prefix(), path.nextHop(), path.node(), path.asPath()),
                        path.stale() ? Mood.BAD : path.best() || path.multipath() ? Mood.GOOD : Mood.PLAIN))
                .toList();
        return content(List.of("", "PREFIX", "NEXT HOP", "NODE", "PATH"), rows, seen);
    }

    private static String marks(Path path) {
        return "*" + (path.best() ? ">" : path.multipath() ? "=" : " ") + (path.stale() ? "S" : "");
    }

    /** Routers first; without what every interface with an address brings along. */
    Content fib() throws Unreachable {
        List<String> machines = scope.topology().machines().stream()
                .sorted(Comparator.comparing(machine -> !machine.roles().contains(Site.ROUTER)))
                .map(Machine::name)
                .map(NodeName::value)
                .toList();
        Routes seen = look(new RoutesProbe(), machines);
        List<Row> rows = seen.routes().stream()
                .filter(route ->
                        !route.protocol().equals("kernel") || !route.nextHop().isEmpty())
                .sorted(Comparator.comparing((Route route) -> machines.indexOf(route.on()))
                        .thenComparing(route -> route.protocol().equals("bgp") ? 0 : 1))
                .map(route -> new Row(
                        route.on() + " " + route.prefix() + via(route),
                        route.protocol(),
                        List.of(
                                route.on(),
                                route.prefix(),
                                route.via().isEmpty() ? route.device() : route.via(),
                                route.protocol(),
                                route.device()),
                        route.protocol().equals("bgp") ? Mood.GOOD : Mood.PLAIN))
                .toList();
        return content(List.of("NODE", "PREFIX", "VIA", "PROTO", "DEV"), rows, seen);
    }

    private static String via(Route route) {
        return route.nextHop().isEmpty() ? " dev " + route.device() : " via " + route.via();
    }

    /** Of all services but the cluster's own. */
    static Content endpoints(List<KubeObject> slices) {
        List<Row> rows = new ArrayList<>();
        for (KubeObject slice : slices) {
            String service =
                    slice.at("/metadata/labels/kubernetes.io~1service-name").asString("");
            if (HIDDEN.contains(slice.namespace()) || service.isEmpty() || service.equals("kubernetes")) {
                continue;
            }
            for (JsonNode endpoint : slice.at("/endpoints")) {
                boolean ready = endpoint.at("/conditions/ready").asBoolean(true);
                String node = endpoint.path("nodeName").asString("");
                String address = endpoint.at("/addresses/0").asString("");
                rows.add(new Row(
                        service + " " + endpoint.at("/targetRef/name").asString(address) + " on " + node,
                        ready ? "ready" : "not ready",
                        List.of(
                                service,
                                node,
                                address,
                                ready ? "yes" : "no",
                                endpoint.at("/targetRef/name").asString("")),
                        ready ? Mood.GOOD : Mood.BAD));
            }
        }
        rows.sort(Comparator.comparing(Row::key));
        return new Content(List.of("SERVICE", "NODE", "ADDRESS", "READY", "POD"), rows, "");
    }

    private <O extends Sightings> O look(Probe<O> probe, List<String> on) throws Unreachable {
        return probe.look(new ProbeCall(probe.spec().verb(), on, Map.of(), new Position("watch", 1, 1)), scope);
    }

    private static Content content(List<String> columns, List<Row> rows, Sightings seen) {
        return new Content(columns, rows, seen.missing());
    }

    /** Coarse, so that a peering that simply stays up does not look new at every look. */
    private static String uptime(Peer peer) {
        long seconds = peer.uptimeSeconds();
        if (!peer.established()) {
            return "-";
        }
        return seconds < 60
                ? "<1m"
                : seconds < 3600 ? seconds / 60 + "m" : seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
    }
}
