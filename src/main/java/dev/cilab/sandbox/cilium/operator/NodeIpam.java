package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** cluster-pool IPAM: gives every CiliumNode a PodCIDR out of the cluster's pools. */
final class NodeIpam implements AutoCloseable {

    private final Objects objects;
    private final List<Cidr> pools;
    private final int maskSize;
    private final List<String> order;
    private final LogLines log;
    private final ResourceType type;
    private final Reconciler assigning;
    private final Objects.Subscription watch;

    /** @param order nodes of which the n-th gets the n-th network, whoever comes first */
    NodeIpam(Objects objects, CiliumConfig config, List<String> order, LogLines log) {
        this.objects = objects;
        this.pools = List.of(config.text("cluster-pool-ipv4-cidr", "10.0.0.0/8").split("[ ,]+")).stream()
                .map(Cidr::of)
                .toList();
        this.maskSize = Integer.parseInt(config.text("cluster-pool-ipv4-mask-size", "24"));
        this.order = List.copyOf(order);
        this.log = log;
        this.type = objects.type("cilium.io/v2", "CiliumNode");
        this.assigning = new Reconciler(
                "operator ipam", this::assign, e -> log.error("Unable to assign PodCIDR", "error", e.getMessage()));
        this.watch = objects.watch(type, change -> assigning.trigger());
    }

    @Override
    public void close() {
        watch.close();
        assigning.close();
    }

    private void assign() {
        List<ObjectNode> nodes = objects.list(type, "", "");
        Set<Cidr> used = new HashSet<>();
        for (ObjectNode node : nodes) {
            node.path("spec").path("ipam").path("podCIDRs").forEach(cidr -> used.add(Cidr.of(cidr.asString())));
        }
        for (ObjectNode node : nodes) {
            if (!node.path("spec").path("ipam").path("podCIDRs").isEmpty()) {
                continue;
            }
            String name = node.path("metadata").path("name").asString();
            Cidr cidr =
                    choose(name, used).orElseThrow(() -> new IllegalStateException("no PodCIDR left for node " + name));
            used.add(cidr);
            Json.object(Json.object(node, "spec"), "ipam").putArray("podCIDRs").add(cidr.toString());
            objects.update(type, node);
            log.info("Assigned PodCIDR", "node", name, "podCIDR", cidr);
        }
    }

    private Optional<Cidr> choose(String node, Set<Cidr> used) {
        List<Cidr> all = new ArrayList<>();
        for (Cidr pool : pools) {
            // more than a few hundred nodes are not a sandbox
            int count = Math.min(1 << Math.max(0, maskSize - pool.length()), 1024);
            for (int i = 0; i < count; i++) {
                all.add(pool.subnet(maskSize, i));
            }
        }
        int own = order.indexOf(node);
        if (own >= 0 && own < all.size() && !used.contains(all.get(own))) {
            return Optional.of(all.get(own));
        }
        List<Cidr> reserved = all.subList(0, Math.min(order.size(), all.size()));
        Optional<Cidr> free = all.stream()
                .filter(cidr -> !used.contains(cidr) && !reserved.contains(cidr))
                .findFirst();
        return free.isPresent()
                ? free
                : all.stream().filter(cidr -> !used.contains(cidr)).findFirst();
    }
}
