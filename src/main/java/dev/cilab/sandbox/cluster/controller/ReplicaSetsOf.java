package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ReplicaSets of a Deployment: finds or makes the one of the wanted template, numbers revisions, scales, forgets old ones. */
final class ReplicaSetsOf {

    static final String HASH = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String REVISION_HISTORY = "deployment.kubernetes.io/revision-history";
    private static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
    private static final String MAXIMUM = "deployment.kubernetes.io/max-replicas";
    private static final Set<String> NOT_COPIED =
            Set.of("kubectl.kubernetes.io/last-applied-configuration", REVISION, REVISION_HISTORY, DESIRED, MAXIMUM);
    private static final Source SOURCE = Source.of("deployment-controller");
    private static final int DEFAULT_HISTORY = 10;

    private final ControllerContext context;
    private final ObjectNode deployment;
    private final List<ObjectNode> all;

    /** @param all the Deployment's ReplicaSets */
    ReplicaSetsOf(ControllerContext context, ObjectNode deployment, List<ObjectNode> all) {
        this.context = context;
        this.deployment = deployment;
        this.all = all.stream()
                .sorted(Comparator.comparing(Meta::created).thenComparing(Meta::name))
                .toList();
    }

    /** The ReplicaSet whose template is the Deployment's. */
    Optional<ObjectNode> current() {
        JsonNode template = deployment.path("spec").path("template");
        return all.stream()
                .filter(set -> Meta.same(withoutHash(set.path("spec").path("template")), template))
                .findFirst();
    }

    /** Oldest first. */
    List<ObjectNode> old() {
        String current = current().map(Meta::uid).orElse("");
        return all.stream().filter(set -> !Meta.uid(set).equals(current)).toList();
    }

    /** The revision after all that are there, or the current one's own if it is already the newest. */
    String revision() {
        long newest = old().stream().mapToLong(ReplicaSetsOf::revision).max().orElse(0);
        long own = current().map(ReplicaSetsOf::revision).orElse(0L);
        return String.valueOf(Math.max(newest + 1, own));
    }

    /** @param collisions {@code status.collisionCount} */
    ObjectNode create(int replicas, int maximum, int collisions) {
        JsonNode template = deployment.path("spec").path("template");
        String hash = Names.hash(template, collisions);
        ObjectNode set = Json.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata")
                .put("name", Meta.name(deployment) + "-" + hash)
                .put("namespace", Meta.namespace(deployment));
        metadata.set("labels", template.path("metadata").path("labels").deepCopy());
        Json.object(metadata, "labels").put(HASH, hash);
        ObjectNode spec = set.putObject("spec").put("replicas", replicas);
        spec.set("selector", deployment.path("spec").path("selector").deepCopy());
        Json.object(Json.object(spec, "selector"), "matchLabels").put(HASH, hash);
        spec.set("template", template.deepCopy());
        Json.object(Json.object(Json.object(spec, "template"), "metadata"), "labels")
                .put(HASH, hash);
        int minReady = deployment.path("spec").path("minReadySeconds").asInt(0);
        if (minReady > 0) {
            spec.put("minReadySeconds", minReady);
        }
        annotate(set, revision(), maximum);
        Meta.own(set, context.kinds().deployments(), deployment);
        ObjectNode created = context.objects().create(context.kinds().replicaSets(), set);
        tell(created, 0, replicas);
        return created;
    }

    /** Gives the current ReplicaSet its revision and the Deployment's annotations. */
    ObjectNode refresh(ObjectNode set, int maximum) {
        ObjectNode wanted = set.deepCopy();
        annotate(wanted, revision(), maximum);
        wanted.withObject("spec")
                .put(
                        "minReadySeconds",
                        deployment.path("spec").path("minReadySeconds").asInt(0));
        if (set.path("spec").path("minReadySeconds").isMissingNode()
                && wanted.path("spec").path("minReadySeconds").asInt() == 0) {
            wanted.withObject("spec").remove("minReadySeconds");
        }
        return Meta.same(set, wanted)
                ? set
                : context.objects().update(context.kinds().replicaSets(), wanted);
    }

    void scale(ObjectNode set, int replicas, int maximum) {
        int before = replicas(set);
        if (before == replicas) {
            return;
        }
        ObjectNode scaled = set.deepCopy();
        scaled.withObject("spec").put("replicas", replicas);
        Meta.annotate(scaled, DESIRED, String.valueOf(replicas(deployment)));
        Meta.annotate(scaled, MAXIMUM, String.valueOf(maximum));
        context.objects().update(context.kinds().replicaSets(), scaled);
        tell(set, before, replicas);
    }

    /** Deletes the oldest empty ReplicaSets beyond {@code revisionHistoryLimit}. */
    void forget() {
        List<ObjectNode> empty = old().stream()
                .filter(set -> replicas(set) == 0
                        && set.path("status").path("replicas").asInt(0) == 0)
                .filter(set -> !Meta.deleting(set))
                .sorted(Comparator.comparingLong(ReplicaSetsOf::revision))
                .toList();
        int limit = deployment.path("spec").path("revisionHistoryLimit").asInt(DEFAULT_HISTORY);
        empty.stream()
                .limit(Math.max(0, empty.size() - limit))
                .forEach(set -> context.delete(context.kinds().replicaSets(), set));
    }

    static int replicas(JsonNode object) {
        return object.path("spec").path("replicas").asInt(1);
    }

    private static long revision(JsonNode set) {
        String text = Meta.annotation(set, REVISION);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static JsonNode withoutHash(JsonNode template) {
        JsonNode copy = template.deepCopy();
        if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(HASH);
        }
        return copy;
    }

    private void annotate(ObjectNode set, String revision, int maximum) {
        deployment.path("metadata").path("annotations").properties().stream()
                .filter(annotation -> !NOT_COPIED.contains(annotation.getKey()))
                .forEach(annotation -> Meta.annotate(
                        set, annotation.getKey(), annotation.getValue().asString("")));
        String before = Meta.annotation(set, REVISION);
        if (!before.isEmpty() && !before.equals(revision)) {
            String history = Meta.annotation(set, REVISION_HISTORY);
            Meta.annotate(set, REVISION_HISTORY, history.isEmpty() ? before : history + "," + before);
        }
        Meta.annotate(set, REVISION, revision);
        Meta.annotate(set, DESIRED, String.valueOf(replicas(deployment)));
        Meta.annotate(set, MAXIMUM, String.valueOf(maximum));
    }

    private void tell(ObjectNode set, int from, int to) {
        String direction = to > from ? "up" : "down";
        String message = "Scaled %s replica set %s from %d to %d".formatted(direction, Meta.name(set), from, to);
        context.events().normal(SOURCE, deployment, "ScalingReplicaSet", message);
    }
}
