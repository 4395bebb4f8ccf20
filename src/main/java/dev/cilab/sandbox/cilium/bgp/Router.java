package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.exec.Command;
import dev.cilab.sandbox.node.Node;
import java.util.List;

/**
 * A router of the sandbox, seen as a peer's other end: makes peerings come up in about a second instead of ten.
 *
 * <p>GoBGP's first dial comes after five to ten seconds, a compiled-in pause. So the agent's speaker listens too, and the router is asked to
 * dial at once. Nothing of this changes what is announced or how the peers are configured.
 *
 * @param addresses all of the router's addresses
 */
public record Router(Node node, List<String> addresses) {

    /**
     * An nftables table for a node. The router dials from the address nearest to the node, which may differ from the one that the node
     * knows as its peer's.
     */
    static String acceptRules(List<Router> routers, List<String> peers) {
        StringBuilder rules = new StringBuilder("table ip cilab_bgp\ndelete table ip cilab_bgp\ntable ip cilab_bgp {\n")
                .append("  chain input {\n    type nat hook input priority 100;\n");
        for (Router router : routers) {
            for (String peer : peers) {
                if (router.addresses.contains(peer)) {
                    router.addresses.stream()
                            .filter(address -> !address.equals(peer))
                            .forEach(address -> rules.append(
                                    "    tcp dport 179 ip saddr %s snat to %s\n".formatted(address, peer)));
                }
            }
        }
        return rules.append("  }\n}\n").toString();
    }

    /**
     * Has the router dial a neighbor that it is configured with and that it is not connected to. It is looked at and asked in one go: what
     * comes up in between would be cut off again.
     *
     * @return whether it was asked to
     */
    boolean dial(String neighbor) {
        String script = """
                vtysh -c 'show bgp neighbor %1$s json' | grep -Eq '"bgpState": *"(Idle|Connect|Active)"' || exit 3
                exec vtysh -c 'clear ip bgp %1$s'
                """.formatted(neighbor);
        return node.run(Command.sh(script)).ok();
    }
}
