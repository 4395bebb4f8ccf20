package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import dev.cilab.sandbox.cluster.machinery.Taints;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletes pods from nodes with NoExecute taints, once their {@code tolerationSeconds} are over. */
final class NoExecuteEviction {

    /** What the API server's admission gives every pod for not-ready and unreachable nodes. */
    private static final int DEFAULT_SECONDS = 300;

    private static final Source SOURCE = Source.of("taint-eviction-controller");

    private final ControllerContext context;
    private final KeyedQueue queue;

    NoExecuteEviction(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("taint-eviction", this::reconcile);
    }

    void register() {
        context.watches().on(context.kinds().nodes(), change -> {
            if (isTainted(change.object())) {
                context.list(context.kinds().pods(), "", pod -> Pods.node(pod).equals(Meta.name(change.object())))
                        .forEach(pod -> queue.add(Key.of(pod)));
            }
        });
        context.watches().on(context.kinds().pods(), change -> {
            if (!Pods.node(change.object()).isEmpty()) {
                queue.add(Key.of(change.object()));
            }
        });
    }

    private static boolean isTainted(JsonNode node) {
        return !Taints.untolerated(node, Json.object().putArray("none"), Taints.NO_EXECUTE)
                .isEmpty();
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> pod = context.get(context.kinds().pods(), key).filter(found -> !Meta.deleting(found));
        Optional<ObjectNode> node =
                pod.flatMap(found -> context.get(context.kinds().nodes(), new Key("", Pods.node(found))));
        if (node.isEmpty()) {
            return;
        }
        Instant due = Instant.MAX;
        for (JsonNode taint : node.get().path("spec").path("taints")) {
            if (Json.text(taint, "effect").equals(Taints.NO_EXECUTE)) {
                Instant end = end(taint, pod.get());
                due = end.isBefore(due) ? end : due;
            }
        }
        if (due.equals(Instant.MAX)) {
            return;
        }
        if (due.isAfter(context.now())) {
            queue.addAfter(key, Duration.between(context.now(), due));
            return;
        }
        String name = Meta.namespace(pod.get()) + "/" + Meta.name(pod.get());
        context.events().normal(SOURCE, pod.get(), "TaintManagerEviction", "Marking for deletion Pod " + name);
        context.delete(context.kinds().pods(), pod.get());
    }

    private static Instant end(JsonNode taint, JsonNode pod) {
        Instant since = Meta.time(taint.path("timeAdded"));
        Optional<JsonNode> toleration =
                Taints.toleration(taint, pod.path("spec").path("tolerations"));
        if (toleration.isPresent()) {
            JsonNode seconds = toleration.get().path("tolerationSeconds");
            return seconds.isNumber() ? since.plusSeconds(seconds.longValue()) : Instant.MAX;
        }
        String key = Json.text(taint, "key");
        boolean aboutTheNode = key.equals(Taints.NOT_READY) || key.equals(Taints.UNREACHABLE);
        return aboutTheNode ? since.plusSeconds(DEFAULT_SECONDS) : since;
    }
}
