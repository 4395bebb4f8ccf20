package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A Deployment's counters and its conditions Available and Progressing, which {@code kubectl rollout status} reads. */
final class DeploymentStatus {

    private static final String COMPLETE = "NewReplicaSetAvailable";
    private static final String LATE = "ProgressDeadlineExceeded";
    private static final String PROGRESSING = "Progressing";
    private static final int NO_DEADLINE = Integer.MAX_VALUE;

    private final Instant now;
    private final ObjectNode deployment;
    private final List<ObjectNode> sets;
    private final Optional<ObjectNode> current;
    private final int wanted;
    private final int maxUnavailable;

    DeploymentStatus(Instant now, ObjectNode deployment, List<ObjectNode> sets, int maxUnavailable) {
        this.now = now;
        this.deployment = deployment;
        this.sets = sets;
        this.maxUnavailable = maxUnavailable;
        current = new ReplicaSetsOf(null, deployment, sets).current();
        wanted = ReplicaSetsOf.replicas(deployment);
    }

    ObjectNode compute() {
        ObjectNode before = Json.object(deployment.deepCopy(), "status");
        ObjectNode status = before.deepCopy();
        int replicas = sum("replicas");
        int available = sum("availableReplicas");
        status.put("observedGeneration", Meta.generation(deployment));
        count(status, "replicas", replicas);
        count(
                status,
                "updatedReplicas",
                current.map(set -> counter(set, "replicas")).orElse(0));
        count(status, "readyReplicas", sum("readyReplicas"));
        count(status, "availableReplicas", available);
        count(status, "unavailableReplicas", Math.max(0, wanted(available) - available));
        availability(status, available >= wanted - maxUnavailable);
        progress(before, status);
        return status;
    }

    /** When to look again for a rollout that makes no progress. */
    Optional<Duration> recheckAfter() {
        Optional<JsonNode> condition = Conditions.find(deployment.path("status"), PROGRESSING);
        int deadline = deadline();
        if (deadline == NO_DEADLINE || condition.isEmpty() || settled(condition.get())) {
            return Optional.empty();
        }
        Instant due = Meta.time(condition.get().path("lastUpdateTime")).plusSeconds(deadline + 1L);
        return Optional.of(Duration.between(now, due));
    }

    private int wanted(int available) {
        return Math.max(
                available, sets.stream().mapToInt(ReplicaSetsOf::replicas).sum());
    }

    private int deadline() {
        return deployment.path("spec").path("progressDeadlineSeconds").asInt(NO_DEADLINE);
    }

    private static boolean settled(JsonNode condition) {
        String reason = Json.text(condition, "reason");
        return reason.equals(COMPLETE) || reason.equals(LATE) || reason.equals("DeploymentPaused");
    }

    private void availability(ObjectNode status, boolean enough) {
        set(
                status,
                "Available",
                enough ? "True" : "False",
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");
    }

    private void progress(ObjectNode before, ObjectNode status) {
        Optional<JsonNode> condition = Conditions.find(before, PROGRESSING);
        String reason = condition.map(found -> Json.text(found, "reason")).orElse("");
        if (deployment.path("spec").path("paused").asBoolean(false)) {
            set(status, PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused");
        } else if (reason.equals("DeploymentPaused")) {
            set(status, PROGRESSING, "Unknown", "DeploymentResumed", "Deployment is resumed");
        } else if (current.isEmpty()) {
            return;
        } else if (complete(status)) {
            set(status, PROGRESSING, "True", COMPLETE, named("has successfully progressed."));
        } else if (moved(before, status) && !(reason.equals(COMPLETE) && onlyScaled(status))) {
            set(status, PROGRESSING, "True", "ReplicaSetUpdated", named("is progressing."));
            touch(status);
        } else if (condition.isPresent() && !settled(condition.get()) && overdue(condition.get())) {
            set(status, PROGRESSING, "False", LATE, named("has timed out progressing."));
        }
    }

    private boolean complete(ObjectNode status) {
        return status.path("updatedReplicas").asInt(0) == wanted
                && status.path("replicas").asInt(0) == wanted
                && status.path("availableReplicas").asInt(0) == wanted;
    }

    /** A rollout that was complete stays so when only the number of replicas changes. */
    private boolean onlyScaled(ObjectNode status) {
        return status.path("updatedReplicas").asInt(0)
                == status.path("replicas").asInt(0);
    }

    private static boolean moved(ObjectNode before, ObjectNode status) {
        return Conditions.find(before, PROGRESSING).isEmpty()
                || counter(status, before, "updatedReplicas") > 0
                || counter(status, before, "readyReplicas") > 0
                || counter(status, before, "availableReplicas") > 0
                || retired(before) > retired(status)
                || !before.path("observedGeneration").equals(status.path("observedGeneration"));
    }

    private static int counter(ObjectNode status, ObjectNode before, String field) {
        return status.path(field).asInt(0) - before.path(field).asInt(0);
    }

    private static int retired(ObjectNode status) {
        return status.path("replicas").asInt(0) - status.path("updatedReplicas").asInt(0);
    }

    private boolean overdue(JsonNode condition) {
        int deadline = deadline();
        return deadline != NO_DEADLINE
                && Meta.time(condition.path("lastUpdateTime"))
                        .plusSeconds(deadline)
                        .isBefore(now);
    }

    private String named(String what) {
        return "ReplicaSet \"" + current.map(Meta::name).orElse("") + "\" " + what;
    }

    private void set(ObjectNode status, String type, String value, String reason, String message) {
        JsonNode before = Conditions.find(status, type).map(JsonNode::deepCopy).orElse(null);
        ObjectNode after = Conditions.set(status, type, value, reason, message, now);
        if (!after.equals(before)) {
            after.put("lastUpdateTime", Meta.text(now));
        }
    }

    private void touch(ObjectNode status) {
        Conditions.find(status, PROGRESSING)
                .map(ObjectNode.class::cast)
                .ifPresent(condition -> condition.put("lastUpdateTime", Meta.text(now)));
    }

    private int sum(String field) {
        return sets.stream().mapToInt(set -> counter(set, field)).sum();
    }

    private static int counter(ObjectNode set, String field) {
        return set.path("status").path(field).asInt(0);
    }

    private static void count(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
