package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ReplicaSet → Pods: as many as it says. */
public final class ReplicaSetController implements Controller {

    private static final Source SOURCE = Source.of("replicaset-controller");

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final Claims claims;

    public ReplicaSetController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("replicaset", this::reconcile);
        claims = new Claims(
                context, context.kinds().replicaSets(), context.kinds().pods());
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().replicaSets(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> claims.route(change.object(), queue));
    }

    private void reconcile(Key key) {
        context.get(context.kinds().replicaSets(), key).ifPresent(replicaSet -> {
            List<ObjectNode> active =
                    claims.of(replicaSet).stream().filter(Pods::active).toList();
            ObjectNode status = status(replicaSet, active);
            try {
                if (!Meta.deleting(replicaSet)) {
                    scale(replicaSet, active);
                }
                Conditions.remove(status, "ReplicaFailure");
            } catch (ApiError refused) {
                Conditions.set(status, "ReplicaFailure", true, "FailedCreate", refused.getMessage(), context.now());
                throw refused;
            } finally {
                context.status(context.kinds().replicaSets(), replicaSet, status);
            }
        });
    }

    private void scale(ObjectNode replicaSet, List<ObjectNode> active) {
        int missing = replicaSet.path("spec").path("replicas").asInt(1) - active.size();
        for (int i = 0; i < missing; i++) {
            create(replicaSet);
        }
        if (missing < 0) {
            active.stream().sorted(Expendable.first(active)).limit(-missing).forEach(pod -> {
                context.delete(context.kinds().pods(), pod);
                context.events().normal(SOURCE, replicaSet, "SuccessfulDelete", "Deleted pod: " + Meta.name(pod));
            });
        }
    }

    private void create(ObjectNode replicaSet) {
        String name = Meta.name(replicaSet) + "-" + Names.suffix();
        ObjectNode pod = PodTemplate.pod(replicaSet, context.kinds().replicaSets(), name);
        Json.object(pod, "metadata").put("generateName", Meta.name(replicaSet) + "-");
        try {
            context.objects().create(context.kinds().pods(), pod);
        } catch (ApiError refused) {
            context.events().warning(SOURCE, replicaSet, "FailedCreate", "Error creating: " + refused.getMessage());
            throw refused;
        }
        context.events().normal(SOURCE, replicaSet, "SuccessfulCreate", "Created pod: " + name);
    }

    private ObjectNode status(ObjectNode replicaSet, List<ObjectNode> active) {
        int minReady = replicaSet.path("spec").path("minReadySeconds").asInt(0);
        Set<String> templateLabels = labels(replicaSet.path("spec").path("template"));
        ObjectNode status = Json.object(replicaSet.deepCopy(), "status");
        int ready = (int) active.stream().filter(Pods::ready).count();
        int available = (int) active.stream()
                .filter(pod -> Pods.available(pod, minReady, context.now()))
                .count();
        status.put("replicas", active.size());
        count(status, "fullyLabeledReplicas", (int) active.stream()
                .filter(pod -> labels(pod).containsAll(templateLabels))
                .count());
        count(status, "readyReplicas", ready);
        count(status, "availableReplicas", available);
        status.put("observedGeneration", Meta.generation(replicaSet));
        if (available < ready) {
            queue.addAfter(Key.of(replicaSet), Duration.ofSeconds(minReady));
        }
        return status;
    }

    /** A counter of zero is left out, as the API does. */
    private static void count(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }

    private static Set<String> labels(JsonNode object) {
        Set<String> labels = new TreeSet<>();
        object.path("metadata")
                .path("labels")
                .properties()
                .forEach(label ->
                        labels.add(label.getKey() + "=" + label.getValue().asString("")));
        return labels;
    }
}
