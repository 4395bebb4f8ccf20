package dev.cilab.sandbox.cilium.lb;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A node's service load balancing as it is loaded into the kernel. What somebody else changes there is noticed and not repaired, as a real
 * datapath would not repair it either.
 */
public final class LoadBalancer {

    /** The routing table that leads the node's own connections to virtual addresses into translation, with the node's address as source. */
    public static final int ROUTING_TABLE = 101;

    private final Node node;
    private final String device;
    private List<Frontend> frontends = List.of();
    private String rules = "";
    private String loaded = "";
    private Set<String> routed = new TreeSet<>();

    /** @param device that routes to virtual addresses name: cilium_host */
    public LoadBalancer(Node node, String device) {
        this.node = node;
        this.device = device;
    }

    /**
     * What the rules need to know of the node.
     *
     * @param devices    that lead out of the node
     * @param podCidrs   of the node
     * @param localPods  addresses of the node's own pods, for connections that come back to the pod they started from
     * @param masquerade whether pods' connections to the outside get the node's address
     * @param exempt     destinations that are not outside, at least one
     */
    public record Site(
            List<String> devices, List<Cidr> podCidrs, Set<String> localPods, boolean masquerade, List<Cidr> exempt) {}

    /** Forgets what was loaded before and loads this. */
    public synchronized void start(List<Frontend> wanted, Site site) {
        node.run(Command.of("ip", "route", "flush", "table", String.valueOf(ROUTING_TABLE)));
        routed = new TreeSet<>();
        load(wanted, NftRules.render(wanted, site));
    }

    /** @return what keeps it from being loaded: somebody else's change */
    public synchronized Optional<String> update(List<Frontend> wanted, Site site) {
        String text = NftRules.render(wanted, site);
        if (text.equals(rules)) {
            frontends = List.copyOf(wanted);
            return Optional.empty();
        }
        Optional<String> damage = damage();
        if (damage.isEmpty()) {
            load(wanted, text);
        }
        return damage;
    }

    /** Empty while the kernel holds what was loaded. */
    public synchronized Optional<String> damage() {
        String now = listing();
        if (now.equals(loaded)) {
            return Optional.empty();
        }
        return Optional.of(
                now.isEmpty()
                        ? "nftables table ip " + NftRules.TABLE + " is gone"
                        : "nftables table ip " + NftRules.TABLE + " was changed from outside");
    }

    public synchronized List<Frontend> frontends() {
        return frontends;
    }

    private void load(List<Frontend> wanted, String text) {
        route(wanted);
        // in one go, so that nobody else's change gets into what is taken for one's own
        String script = "nft -f - && nft -s list table ip " + NftRules.TABLE;
        Result result = node.run(Command.sh(script).stdin(text.getBytes(StandardCharsets.UTF_8)));
        if (!result.ok()) {
            throw new IllegalStateException(
                    "nft refused the service rules: " + result.stderr().strip());
        }
        frontends = List.copyOf(wanted);
        rules = text;
        loaded = result.stdout();
    }

    private void route(List<Frontend> wanted) {
        Set<String> addresses = wanted.stream()
                .filter(Frontend::virtual)
                .map(Frontend::ip)
                .collect(Collectors.toCollection(TreeSet::new));
        StringBuilder batch = new StringBuilder();
        for (String address : addresses) {
            if (!routed.contains(address)) {
                batch.append("route replace %s/32 dev %s src %s table %d\n"
                        .formatted(address, device, node.address(), ROUTING_TABLE));
            }
        }
        for (String address : routed) {
            if (!addresses.contains(address)) {
                batch.append("route del %s/32 dev %s table %d\n".formatted(address, device, ROUTING_TABLE));
            }
        }
        if (!batch.isEmpty()) {
            node.ip(batch.toString());
        }
        routed = addresses;
    }

    private String listing() {
        Result result = node.run(Command.of("nft", "-s", "list", "table", "ip", NftRules.TABLE));
        return result.ok() ? result.stdout() : "";
    }
}
