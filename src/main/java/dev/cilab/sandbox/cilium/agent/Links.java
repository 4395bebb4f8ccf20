package dev.cilab.sandbox.cilium.agent;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.node.Node;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The devices and routes that an agent makes on its node. */
final class Links {

    static final String HOST_DEVICE = "cilium_host";

    private static final Pattern BY_NODE = Pattern.compile("^(\\S+) via (\\S+) dev (\\S+)");

    private final Node node;
    private final Cidr podCidr;
    private final String address;
    private Map<String, String> direct = new TreeMap<>();

    /** @param address of cilium_host */
    Links(Node node, Cidr podCidr, String address) {
        this.node = node;
        this.podCidr = podCidr;
        this.address = address;
    }

    /** Idempotent: an agent finds what the one before it made. */
    void make() {
        String script = """
                set -e
                ip link show cilium_host >/dev/null 2>&1 || ip link add cilium_net type veth peer name cilium_host
                ip link set cilium_net up
                ip link set cilium_host up
                ip -4 -o addr show dev cilium_host | grep -qF ' %1$s/32 ' || ip addr flush dev cilium_host
                ip addr replace %1$s/32 dev cilium_host
                ip route replace %1$s dev cilium_host proto kernel scope link
                ip route replace %2$s via %1$s dev cilium_host proto kernel src %1$s
                """.formatted(address, podCidr);
        Result result = node.run(Command.sh(script));
        if (!result.ok()) {
            throw new IllegalStateException(
                    "cannot make cilium_host: " + result.stderr().strip());
        }
        direct = found();
    }

    /** Routes to other nodes that the agent before this one made. */
    private Map<String, String> found() {
        Map<String, String> routes = new TreeMap<>();
        String listing = node.run(Command.of("ip", "-4", "route", "show", "proto", "kernel"))
                .stdout();
        for (String line : listing.lines().toList()) {
            Matcher route = BY_NODE.matcher(line);
            if (route.find() && !route.group(3).equals(HOST_DEVICE)) {
                routes.put(route.group(1), route.group(2));
            }
        }
        return routes;
    }

    /** Routes to the other nodes' PodCIDRs by their addresses. @param wanted PodCIDR → node address */
    synchronized void direct(Map<String, String> wanted) {
        StringBuilder batch = new StringBuilder();
        direct.forEach((cidr, via) -> {
            if (!wanted.containsKey(cidr)) {
                batch.append("route del ")
                        .append(cidr)
                        .append(" via ")
                        .append(via)
                        .append('\n');
            }
        });
        wanted.forEach((cidr, via) -> {
            if (!via.equals(direct.get(cidr))) {
                batch.append("route replace ")
                        .append(cidr)
                        .append(" via ")
                        .append(via)
                        .append(" proto kernel\n");
            }
        });
        if (!batch.isEmpty()) {
            node.ip(batch.toString());
        }
        direct = new TreeMap<>(wanted);
    }

    /** Puts back what the kernel took away, as it does with the routes of a link that goes down. Real agents look now and then, too. */
    synchronized void restore() {
        Map<String, String> there = found();
        if (!there.equals(direct)) {
            Map<String, String> wanted = direct;
            direct = there;
            direct(wanted);
        }
    }

    /** Empty while all is there. */
    Optional<String> damage() {
        Result routes = node.run(Command.of("ip", "-4", "route", "show", "dev", HOST_DEVICE));
        if (!routes.ok()) {
            return Optional.of("device cilium_host is gone");
        }
        if (!routes.stdout().contains(podCidr + " via " + address)) {
            return Optional.of("the route to " + podCidr + " by cilium_host is gone");
        }
        return Optional.empty();
    }
}
