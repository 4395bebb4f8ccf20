package dev.cilab.env.kind;

import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What Docker does not know of a machine, done inside it: links that lead nowhere, static routes, and the address by which Kubernetes knows
 * the node. Nothing of it outlives a restart of the container; doing it again changes nothing.
 */
final class Wiring {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String FUNCTIONS = """
            attached() { # $1 link, $2 address: Docker gave the address to this link
                have=$(ip -o -4 address show | awk -v a="$2" '$4 == a { print $2; exit }')
                [ "$have" = "$1" ] || { echo "the link with $2 is ${have:-missing}, the lab calls it $1" >&2; exit 1; }
            }
            lonely() { # $1 link, $2 address: leads nowhere
                ip link show "$1" >/dev/null 2>&1 || ip link add "$1" type dummy || exit 1
                ip address replace "$2" dev "$1" && ip link set "$1" up || exit 1
            }
            route() { # $1 network, $2 next hop
                ip route replace "$1" via "$2" proto static || exit 1
            }
            node_ip() { # $1 address
                f=/var/lib/kubelet/kubeadm-flags.env
                grep -qE -- "--node-ip=$1[ \\"]" "$f" && return
                sed -i -E "s/--node-ip=[^ \\"]*/--node-ip=$1/" "$f"
                grep -qE -- "--node-ip=$1[ \\"]" "$f" || { echo "$f names no node-ip" >&2; exit 1; }
                systemctl restart kubelet || exit 1
            }
            """;

    private Wiring() {}

    static String script(KindNode node) {
        List<String> lines = new ArrayList<>();
        boolean router = node.cluster().isEmpty();
        if (router) {
            lines.add("sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 || exit 1");
        }
        DockerNetworks.attached(node.machine())
                .forEach(each -> lines.add("attached " + each.name() + " " + each.address()));
        node.machine().interfaces().stream()
                .filter(each -> each.segment().isEmpty())
                .forEach(each -> lines.add("lonely " + each.name() + " " + each.address()));
        node.machine().routes().forEach(route -> lines.add("route " + route.to() + " " + route.via()));
        if (!router && DockerNetworks.attached(node.machine()).findAny().isPresent()) {
            lines.add("node_ip " + address(node.machine()));
        }
        return lines.isEmpty() ? "" : FUNCTIONS + String.join("\n", lines) + "\n";
    }

    private static String address(Topology.Machine machine) {
        String cidr = DockerNetworks.attached(machine).findFirst().orElseThrow().address();
        return cidr.substring(0, cidr.indexOf('/'));
    }

    static void apply(KindNode node, Host host) throws Unreachable {
        String script = script(node);
        if (!script.isEmpty()) {
            Result result = host.run(Command.sh(script).timeout(PATIENCE));
            if (!result.ok()) {
                throw new Unreachable(node.name().value(), Docker.complaint(result));
            }
        }
    }
}
