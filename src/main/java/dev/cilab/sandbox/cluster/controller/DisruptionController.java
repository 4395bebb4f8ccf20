package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.LabelSelector;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Meta.Owner;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PodDisruptionBudget status: how many of its pods may be evicted now. */
public final class DisruptionController implements Controller {

    private final ControllerContext context;
    private final KeyedQueue queue;

    public DisruptionController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("disruption", this::reconcile);
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().disruptionBudgets(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> context.list(
                        context.kinds().disruptionBudgets(),
                        Meta.namespace(change.object()),
                        budget -> LabelSelector.of(budget.path("spec").path("selector"))
                                .test(change.object()))
                .forEach(budget -> queue.add(Key.of(budget))));
    }

    private void reconcile(Key key) {
        context.get(context.kinds().disruptionBudgets(), key).ifPresent(budget -> {
            List<ObjectNode> pods = context
                    .list(context.kinds().pods(), key.namespace(), pod -> LabelSelector.of(
                                    budget.path("spec").path("selector"))
                            .test(pod))
                    .stream()
                    .filter(pod -> !Pods.finished(pod))
                    .toList();
            context.status(context.kinds().disruptionBudgets(), budget, status(budget, pods));
        });
    }

    private ObjectNode status(ObjectNode budget, List<ObjectNode> pods) {
        JsonNode spec = budget.path("spec");
        int expected;
        int desired;
        if (spec.has("maxUnavailable")) {
            expected = scale(pods);
            desired = Math.max(0, expected - Quota.of(spec.path("maxUnavailable"), expected, true, "0"));
        } else {
            boolean percent = spec.path("minAvailable").asString("").endsWith("%");
            expected = percent ? scale(pods) : pods.size();
            desired = Quota.of(spec.path("minAvailable"), expected, true, "0");
        }
        int healthy = (int) pods.stream()
                .filter(pod -> Pods.ready(pod) && !Meta.deleting(pod))
                .count();
        int allowed = expected == 0 ? 0 : Math.max(0, healthy - desired);
        ObjectNode status = Json.object(budget.deepCopy(), "status")
                .put("observedGeneration", Meta.generation(budget))
                .put("expectedPods", expected)
                .put("desiredHealthy", desired)
                .put("currentHealthy", healthy)
                .put("disruptionsAllowed", allowed);
        String reason = allowed > 0 ? "SufficientPods" : "InsufficientPods";
        Conditions.set(status, "DisruptionAllowed", allowed > 0, reason, "", context.now())
                .put("message", "")
                .put("observedGeneration", Meta.generation(budget));
        return status;
    }

    /** What the pods' controllers want to run; a pod without one counts as itself. */
    private int scale(List<ObjectNode> pods) {
        Set<Owner> owners =
                pods.stream().map(Meta::controller).flatMap(Optional::stream).collect(Collectors.toSet());
        String namespace = pods.isEmpty() ? "" : Meta.namespace(pods.getFirst());
        int controlled =
                owners.stream().mapToInt(owner -> replicas(namespace, owner)).sum();
        return controlled
                + (int) pods.stream()
                        .filter(pod -> Meta.controller(pod).isEmpty())
                        .count();
    }

    private int replicas(String namespace, Owner owner) {
        Key key = new Key(namespace, owner.name());
        Optional<ObjectNode> found =
                switch (owner.kind()) {
                    case "ReplicaSet" -> context.get(context.kinds().replicaSets(), key);
                    case "StatefulSet" -> context.get(context.kinds().statefulSets(), key);
                    default -> Optional.empty();
                };
        return found.map(ReplicaSetsOf::replicas).orElse(0);
    }
}
