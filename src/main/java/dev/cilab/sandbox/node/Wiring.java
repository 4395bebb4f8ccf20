package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The links, addresses, routes and rules of a topology as lines of {@code ip -batch}. */
final class Wiring {

    /** Pod addresses are routed by a table of their own, so that a node's main table reads as on a real Cilium node. */
    static final int POD_TABLE = 100;
    /** Where a node's own traffic to service addresses is sent, so that it passes route lookup before nftables translates it. */
    static final int SERVICE_TABLE = 101;

    private final SandboxSpec spec;

    Wiring(SandboxSpec spec) {
        this.spec = spec;
    }

    /** For the fabric: a bridge per segment, a veth per interface. @param pids host pid of each node's init */
    String fabric(Map<String, Long> pids) {
        List<String> lines = new ArrayList<>();
        for (SandboxSpec.Segment segment : spec.segments()) {
            lines.add("link add " + bridge(segment.name()) + " type bridge stp_state 0 mcast_snooping 0");
            lines.add("link set " + bridge(segment.name()) + " up");
        }
        for (SandboxSpec.Node node : spec.nodes()) {
            lines.add(links(node, pids.get(node.name())).stripTrailing());
        }
        return text(lines.stream().filter(line -> !line.isEmpty()).toList());
    }

    /** For the fabric: one node's links to the bridges. @param pid host pid of the node's init */
    String links(SandboxSpec.Node node, long pid) {
        List<String> lines = new ArrayList<>();
        for (SandboxSpec.Interface each : node.interfaces()) {
            if (each.segment() != null) {
                lines.add("link add " + port(node, each) + " type veth peer name " + each.name() + " netns " + pid);
                lines.add("link set " + port(node, each) + " master " + bridge(each.segment()) + " up");
            }
        }
        return text(lines);
    }

    /** Names of the fabric's ends of a node's links. */
    List<String> ports(SandboxSpec.Node node) {
        return node.interfaces().stream().map(each -> port(node, each)).toList();
    }

    /** For the fabric, on kernels without dummy links: a veth whose other end leads nowhere. */
    String stub(SandboxSpec.Node node, SandboxSpec.Interface each, long pid) {
        return text(List.of(
                "link add " + port(node, each) + " type veth peer name " + each.name() + " netns " + pid,
                "link set " + port(node, each) + " up"));
    }

    /** For a node, once its links are there. */
    String node(SandboxSpec.Node node) {
        List<String> lines = new ArrayList<>(List.of("link set lo up"));
        for (SandboxSpec.Interface each : node.interfaces()) {
            lines.add("addr add " + each.address() + " dev " + each.name());
            lines.add("link set " + each.name() + " up");
        }
        for (SandboxSpec.Route route : node.routes()) {
            lines.add("route add " + route.to() + " via " + route.via() + " proto static");
        }
        if (!node.roles().contains("router")) {
            lines.add("rule add pref 100 lookup " + POD_TABLE);
            lines.add("rule add pref 40000 lookup " + SERVICE_TABLE);
        }
        return text(lines);
    }

    private String bridge(String segment) {
        for (int i = 0; i < spec.segments().size(); i++) {
            if (spec.segments().get(i).name().equals(segment)) {
                return "br" + i;
            }
        }
        throw new SandboxFailure("the topology has no segment " + segment);
    }

    /** Interface names are at most 15 bytes: a node's number, not its name. */
    private String port(SandboxSpec.Node node, SandboxSpec.Interface each) {
        return "n" + spec.nodes().indexOf(node) + "-" + each.name();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
