package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.net.Route;
import dev.cilab.probe.net.Routes;
import dev.cilab.probe.net.RoutesProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Kernel routes of nodes before and after something. */
final class FibProof {

    private final OpenLab open;
    private final List<String> nodes;
    private final Routes before;

    private FibProof(OpenLab open, List<String> nodes) throws Unreachable {
        this.open = open;
        this.nodes = nodes;
        this.before = look();
    }

    /** Looks for the first time. */
    static FibProof begin(OpenLab open, List<NodeName> nodes) throws Unreachable {
        return new FibProof(open, nodes.stream().map(NodeName::value).toList());
    }

    private Routes look() throws Unreachable {
        Routes routes = Look.once(new RoutesProbe(), open, nodes, Map.of());
        if (!routes.unreachable().isEmpty()) {
            throw new Unreachable(routes.unreachable().getFirst().where(), routes.missing());
        }
        return routes;
    }

    /**
     * What became of every node.
     *
     * @param differences lines such as {@code k8s-w1: new 172.20.0.0/24 via 192.168.10.200}; empty when nothing changed
     * @param summary     e.g. {@code k8s-ctr 4, k8s-w1 4 routes}
     */
    record Verdict(List<String> differences, String summary) {}

    /** Looks again and compares. */
    Verdict compare() throws Unreachable {
        Routes after = look();
        TreeSet<String> old = lines(before);
        TreeSet<String> now = lines(after);
        List<String> differences = new ArrayList<>();
        now.stream().filter(line -> !old.contains(line)).forEach(line -> differences.add("new  " + line));
        old.stream().filter(line -> !now.contains(line)).forEach(line -> differences.add("gone " + line));
        TreeMap<String, Integer> counts = new TreeMap<>();
        after.routes().forEach(route -> counts.merge(route.on(), 1, Integer::sum));
        String summary = String.join(
                ", ",
                counts.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .toList());
        return new Verdict(differences, summary);
    }

    private static TreeSet<String> lines(Routes routes) {
        TreeSet<String> lines = new TreeSet<>();
        for (Route route : routes.routes()) {
            lines.add(route.on() + ": " + route.prefix()
                    + (route.nextHop().isEmpty() ? "" : " via " + route.nextHop()) + " dev " + route.device()
                    + " proto "
                    + route.protocol());
        }
        return lines;
    }
}
