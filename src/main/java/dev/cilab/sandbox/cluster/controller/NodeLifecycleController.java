package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import dev.cilab.sandbox.cluster.machinery.Taints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nodes that are cordoned, not ready or silent: their taints, and the pods that do not tolerate those. A node is silent when its Lease was
 * not renewed for 50 s, Kubernetes' default since 1.32.
 */
public final class NodeLifecycleController implements Controller {

    static final String LEASES = "kube-node-lease";
    private static final Duration GRACE = Duration.ofSeconds(50);
    private static final String SILENT = "Kubelet stopped posting node status.";
    private static final List<String> REPORTED = List.of("MemoryPressure", "DiskPressure", "PIDPressure", "Ready");
    private static final Source SOURCE = Source.of("node-controller");

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final NoExecuteEviction eviction;

    public NodeLifecycleController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("node-lifecycle", this::reconcile);
        eviction = new NoExecuteEviction(context);
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().nodes(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().leases(), change -> {
            if (Meta.namespace(change.object()).equals(LEASES)) {
                queue.add(new Key("", Meta.name(change.object())));
            }
        });
        eviction.register();
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> found = context.get(context.kinds().nodes(), key);
        if (found.isEmpty()) {
            forgetPods(key.name());
            return;
        }
        ObjectNode node = found.get();
        if (silent(key)) {
            node = markUnknown(node);
        }
        taint(node);
    }

    /** Nobody is left to end the pods of a node that was deleted. */
    private void forgetPods(String node) {
        context.list(context.kinds().pods(), "", pod -> Pods.node(pod).equals(node))
                .forEach(pod ->
                        context.objects().deleteNow(context.kinds().pods(), Meta.namespace(pod), Meta.name(pod)));
    }

    private boolean silent(Key node) {
        Optional<ObjectNode> lease = context.get(context.kinds().leases(), new Key(LEASES, node.name()));
        if (lease.isEmpty()) {
            return false;
        }
        Instant due = Meta.time(lease.get().path("spec").path("renewTime")).plus(GRACE);
        if (due.isAfter(context.now())) {
            queue.addAfter(node, Duration.between(context.now(), due));
            return false;
        }
        return true;
    }

    private ObjectNode markUnknown(ObjectNode node) {
        if (ready(node).equals("Unknown")) {
            return node;
        }
        ObjectNode changed = node.deepCopy();
        ObjectNode status = Json.object(changed, "status");
        REPORTED.forEach(type -> Conditions.set(status, type, "Unknown", "NodeStatusUnknown", SILENT, context.now()));
        ObjectNode written = context.objects().updateStatus(context.kinds().nodes(), changed);
        context.events()
                .normal(SOURCE, node, "NodeNotReady", "Node " + Meta.name(node) + " status is now: NodeNotReady");
        context.list(context.kinds().pods(), "", pod -> Pods.node(pod).equals(Meta.name(node)))
                .forEach(this::markNotReady);
        return written;
    }

    /** Services must not send traffic to pods of which nobody knows. */
    private void markNotReady(ObjectNode pod) {
        ObjectNode status = Json.object(pod.deepCopy(), "status");
        if (Conditions.isTrue(status, "Ready")) {
            Conditions.set(status, "Ready", false, "", "", context.now());
            context.status(context.kinds().pods(), pod, status);
            context.events().warning(SOURCE, pod, "NodeNotReady", "Node is not ready");
        }
    }

    private static String ready(JsonNode node) {
        return Conditions.find(node.path("status"), "Ready")
                .map(condition -> Json.text(condition, "status"))
                .orElse("Unknown");
    }

    private void taint(ObjectNode node) {
        ObjectNode wanted = node.deepCopy();
        ObjectNode spec = Json.object(wanted, "spec");
        ArrayNode taints = spec.withArray("taints");
        String ready = ready(node);
        Map<String, Boolean> conditions =
                Map.of(Taints.NOT_READY, ready.equals("False"), Taints.UNREACHABLE, ready.equals("Unknown"));
        conditions.forEach((key, holds) -> {
            set(taints, key, Taints.NO_SCHEDULE, holds);
            set(taints, key, Taints.NO_EXECUTE, holds);
        });
        set(
                taints,
                Taints.UNSCHEDULABLE,
                Taints.NO_SCHEDULE,
                spec.path("unschedulable").asBoolean(false));
        if (taints.isEmpty()) {
            spec.remove("taints");
        }
        if (!Meta.same(node, wanted)) {
            context.objects().update(context.kinds().nodes(), wanted);
        }
    }

    private void set(ArrayNode taints, String key, String effect, boolean wanted) {
        boolean there = false;
        for (JsonNode taint : taints) {
            there |= is(taint, key, effect);
        }
        if (wanted && !there) {
            ObjectNode taint = taints.addObject().put("key", key).put("effect", effect);
            taint.put("timeAdded", Meta.text(context.now()));
        } else if (!wanted && there) {
            taints.removeIf(taint -> is(taint, key, effect));
        }
    }

    private static boolean is(JsonNode taint, String key, String effect) {
        return Json.text(taint, "key").equals(key) && Json.text(taint, "effect").equals(effect);
    }
}
