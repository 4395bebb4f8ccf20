package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Ipv4Range;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every Node a /24 of the cluster's pod network ({@code kube-controller-manager --allocate-node-cidrs}). The n-th node of the cluster
 * gets the n-th network, whichever registers first.
 */
public final class NodeIpamController implements Controller {

    private static final int HOSTS = 256;

    private final ControllerContext context;
    private final Ipv4Range pods;
    private final List<String> order;
    private final KeyedQueue queue;

    public NodeIpamController(ControllerContext context, SandboxSpec.Cluster cluster) {
        this.context = context;
        pods = Ipv4Range.parse(cluster.podCidr());
        order = List.copyOf(cluster.nodes());
        queue = context.workers().queue("node-ipam", this::reconcile);
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().nodes(), change -> queue.add(Key.of(change.object())));
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> node = context.get(context.kinds().nodes(), key);
        int index = order.indexOf(key.name());
        if (node.isEmpty() || index < 0 || node.get().path("spec").has("podCIDR")) {
            return;
        }
        String cidr = pods.address((long) index * HOSTS) + "/24";
        ObjectNode spec = Json.object(node.get(), "spec").put("podCIDR", cidr);
        spec.putArray("podCIDRs").add(cidr);
        context.objects().update(context.kinds().nodes(), node.get());
    }
}
