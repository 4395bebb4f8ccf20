package dev.cilab.sandbox.cluster.scheduler;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.controller.Controller;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives pods without a node one. A round looks at all waiting pods, because each placement changes what is left for the next. */
public final class Scheduler implements Controller {

    private static final Source SOURCE = Source.of("default-scheduler");
    private static final Key ROUND = new Key("", "round");

    private final ControllerContext context;
    private final KeyedQueue queue;

    public Scheduler(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("scheduler", round -> schedule());
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().nodes(), change -> queue.add(ROUND));
        context.watches().on(context.kinds().pods(), change -> {
            boolean room = change.kind().equals("DELETED") || Pods.finished(change.object());
            if (room || Pods.node(change.object()).isEmpty()) {
                queue.add(ROUND);
            }
        });
    }

    private void schedule() {
        List<ObjectNode> pods = context.objects().list(context.kinds().pods(), "", "");
        List<ObjectNode> waiting = pods.stream()
                .filter(Scheduler::waits)
                .sorted(Comparator.<ObjectNode>comparingInt(
                                pod -> -pod.path("spec").path("priority").asInt(0))
                        .thenComparing(Meta::created)
                        .thenComparing(Meta::name))
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        Cluster cluster = new Cluster(context.objects().list(context.kinds().nodes(), "", ""), pods);
        Placement placement = new Placement(cluster);
        for (ObjectNode pod : waiting) {
            switch (placement.place(pod)) {
                case Placement.Outcome.Fits fits -> bind(pod, fits.node(), cluster);
                case Placement.Outcome.Nowhere nowhere -> refuse(pod, nowhere.message());
            }
        }
    }

    private static boolean waits(JsonNode pod) {
        return Pods.node(pod).isEmpty()
                && Pods.active(pod)
                && pod.path("spec")
                        .path("schedulerName")
                        .asString("default-scheduler")
                        .equals("default-scheduler")
                && pod.path("spec").path("schedulingGates").isEmpty();
    }

    private void bind(ObjectNode pod, ObjectNode node, Cluster cluster) {
        String name = Meta.name(node);
        context.objects().bind(Meta.namespace(pod), Meta.name(pod), name);
        cluster.assume(pod, name);
        String message = "Successfully assigned %s/%s to %s".formatted(Meta.namespace(pod), Meta.name(pod), name);
        context.events().normal(SOURCE, pod, "Scheduled", message);
    }

    /** Told once per reason: a pod that still does not fit for the same reason changes nothing. */
    private void refuse(ObjectNode pod, String message) {
        ObjectNode status = Json.object(pod.deepCopy(), "status");
        Conditions.set(status, "PodScheduled", false, "Unschedulable", message, context.now());
        if (!Meta.same(pod.path("status"), status)) {
            context.status(context.kinds().pods(), pod, status);
            context.events().warning(SOURCE, pod, "FailedScheduling", message);
        }
    }
}
