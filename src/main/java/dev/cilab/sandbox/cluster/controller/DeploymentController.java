package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.controller.Rollout.Scaled;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployment → ReplicaSets: rolling update, recreate, pause, revisions. */
public final class DeploymentController implements Controller {

    private static final String QUARTER = "25%";
    private static final String ALREADY_EXISTS = "AlreadyExists";

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final Claims claims;

    public DeploymentController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("deployment", this::reconcile);
        claims = new Claims(
                context, context.kinds().deployments(), context.kinds().replicaSets());
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().deployments(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().replicaSets(), change -> claims.route(change.object(), queue));
        context.watches().on(context.kinds().pods(), change -> {
            if (change.kind().equals("DELETED")) {
                podGone(change.object());
            }
        });
    }

    /** Recreate goes on when the last old pod is really gone, which no ReplicaSet's counters show. */
    private void podGone(ObjectNode pod) {
        Meta.controller(pod)
                .filter(owner -> owner.kind().equals("ReplicaSet"))
                .flatMap(
                        owner -> context.get(context.kinds().replicaSets(), new Key(Meta.namespace(pod), owner.name())))
                .ifPresent(set -> claims.route(set, queue));
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> found = context.get(context.kinds().deployments(), key);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode deployment = found.get();
        if (!Meta.deleting(deployment)) {
            deployment = progress(deployment);
        }
        List<ObjectNode> sets = claims.of(deployment);
        DeploymentStatus status = new DeploymentStatus(
                context.now(), deployment, sets, limits(deployment).maxUnavailable());
        status.recheckAfter().ifPresent(pause -> queue.addAfter(key, pause));
        context.status(context.kinds().deployments(), deployment, status.compute());
    }

    /** Does what can be done now. Returns the Deployment as it is after that. */
    private ObjectNode progress(ObjectNode deployment) {
        ReplicaSetsOf sets = new ReplicaSetsOf(context, deployment, claims.of(deployment));
        Limits limits = limits(deployment);
        if (deployment.path("spec").path("paused").asBoolean(false)) {
            scaleOnly(deployment, sets, limits);
            return deployment;
        }
        boolean recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
        Optional<ObjectNode> existing = sets.current();
        if (recreate && stopOld(sets, limits)) {
            return deployment;
        }
        ObjectNode current = existing.isPresent()
                ? sets.refresh(existing.get(), limits.maximum())
                : created(deployment, sets, recreate ? limits.replicas() : room(sets, limits), limits);
        if (recreate) {
            sets.scale(current, limits.replicas(), limits.maximum());
        } else {
            roll(sets, current, limits);
        }
        sets.forget();
        return revised(deployment, Meta.annotation(current, ReplicaSetsOf.REVISION));
    }

    private ObjectNode created(ObjectNode deployment, ReplicaSetsOf sets, int replicas, Limits limits) {
        int collisions = deployment.path("status").path("collisionCount").asInt(0);
        try {
            return sets.create(replicas, limits.maximum(), collisions);
        } catch (ApiError error) {
            if (error.reason().equals(ALREADY_EXISTS)) {
                ObjectNode status = Json.object(deployment.deepCopy(), "status").put("collisionCount", collisions + 1);
                context.status(context.kinds().deployments(), deployment, status);
            }
            throw error;
        }
    }

    /** How many pods a new ReplicaSet may start with. */
    private static int room(ReplicaSetsOf sets, Limits limits) {
        int running = sets.old().stream().mapToInt(ReplicaSetsOf::replicas).sum();
        return Math.clamp(limits.replicas() + limits.maxSurge() - running, 0, limits.replicas());
    }

    private void roll(ReplicaSetsOf sets, ObjectNode current, Limits limits) {
        List<ObjectNode> old = sets.old().stream()
                .filter(set -> !Meta.uid(set).equals(Meta.uid(current)))
                .toList();
        Rollout rollout = new Rollout(
                limits.replicas(),
                limits.maxSurge(),
                limits.maxUnavailable(),
                scaled(current),
                old.stream().map(DeploymentController::scaled).toList());
        Map<String, ObjectNode> byName = Stream.concat(old.stream(), Stream.of(current))
                .collect(Collectors.toMap(Meta::name, Function.identity()));
        rollout.next().forEach(step -> sets.scale(byName.get(step.name()), step.replicas(), limits.maximum()));
    }

    private static Scaled scaled(ObjectNode set) {
        return new Scaled(
                Meta.name(set),
                ReplicaSetsOf.replicas(set),
                set.path("status").path("availableReplicas").asInt(0));
    }

    /** Recreate: true while old pods are there. */
    private boolean stopOld(ReplicaSetsOf sets, Limits limits) {
        List<ObjectNode> old = sets.old();
        old.forEach(set -> sets.scale(set, 0, limits.maximum()));
        return old.stream().anyMatch(this::hasPods);
    }

    private boolean hasPods(ObjectNode set) {
        return context.objects().list(context.kinds().pods(), Meta.namespace(set), "").stream()
                .anyMatch(pod -> Meta.controlledBy(pod, set));
    }

    /** A paused Deployment still follows {@code kubectl scale}: its newest ReplicaSet with pods does. */
    private static void scaleOnly(ObjectNode deployment, ReplicaSetsOf sets, Limits limits) {
        List<ObjectNode> withPods = Stream.concat(sets.old().stream(), sets.current().stream())
                .filter(set -> ReplicaSetsOf.replicas(set) > 0)
                .sorted(Comparator.comparing(Meta::created))
                .toList();
        if (withPods.size() == 1) {
            sets.scale(withPods.getFirst(), ReplicaSetsOf.replicas(deployment), limits.maximum());
        }
    }

    private ObjectNode revised(ObjectNode deployment, String revision) {
        if (Meta.annotation(deployment, ReplicaSetsOf.REVISION).equals(revision)) {
            return deployment;
        }
        ObjectNode revised = deployment.deepCopy();
        Meta.annotate(revised, ReplicaSetsOf.REVISION, revision);
        return context.objects().update(context.kinds().deployments(), revised);
    }

    private static Limits limits(ObjectNode deployment) {
        int replicas = ReplicaSetsOf.replicas(deployment);
        if (Json.text(deployment, "spec", "strategy", "type").equals("Recreate")) {
            return new Limits(replicas, 0, replicas);
        }
        JsonNode rolling = deployment.path("spec").path("strategy").path("rollingUpdate");
        int surge = Quota.of(rolling.path("maxSurge"), replicas, true, QUARTER);
        int unavailable = Quota.of(rolling.path("maxUnavailable"), replicas, false, QUARTER);
        boolean stuck = surge == 0 && unavailable == 0;
        return new Limits(replicas, surge, stuck ? 1 : Math.min(unavailable, replicas));
    }

    private record Limits(int replicas, int maxSurge, int maxUnavailable) {
        int maximum() {
            return replicas + maxSurge;
        }
    }
}
