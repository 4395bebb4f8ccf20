package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ControllerRevisions of a DaemonSet or StatefulSet: what {@code kubectl rollout history} and {@code undo} read. */
final class Revisions {

    static final String HASH = "controller-revision-hash";
    private static final int DEFAULT_HISTORY = 10;

    private final ControllerContext context;
    private final ResourceType ownerType;

    Revisions(ControllerContext context, ResourceType ownerType) {
        this.context = context;
        this.ownerType = ownerType;
    }

    /** The revision of the owner's template now; made, or moved to the end of the history, when it is not the newest. */
    ObjectNode current(ObjectNode owner) {
        List<ObjectNode> all = context.list(
                context.kinds().controllerRevisions(),
                Meta.namespace(owner),
                revision -> Meta.controlledBy(revision, owner));
        ObjectNode data = data(owner);
        int newest = all.stream().mapToInt(Revisions::number).max().orElse(0);
        Optional<ObjectNode> existing = all.stream()
                .filter(revision -> Meta.same(revision.path("data"), data))
                .findFirst();
        if (existing.isEmpty()) {
            return create(owner, data, newest + 1);
        }
        if (number(existing.get()) == newest) {
            return existing.get();
        }
        ObjectNode moved = existing.get().deepCopy().put("revision", newest + 1);
        return context.objects().update(context.kinds().controllerRevisions(), moved);
    }

    /** Deletes the oldest revisions beyond the limit that no pod has. */
    void forget(ObjectNode owner, Set<String> hashesInUse) {
        List<ObjectNode> unused = context
                .list(
                        context.kinds().controllerRevisions(),
                        Meta.namespace(owner),
                        revision ->
                                Meta.controlledBy(revision, owner) && !hashesInUse.contains(Meta.label(revision, HASH)))
                .stream()
                .sorted(Comparator.comparingInt(Revisions::number))
                .toList();
        int limit = owner.path("spec").path("revisionHistoryLimit").asInt(DEFAULT_HISTORY);
        unused.stream()
                .limit(Math.max(0, unused.size() - limit))
                .forEach(revision -> context.delete(context.kinds().controllerRevisions(), revision));
    }

    private ObjectNode create(ObjectNode owner, ObjectNode data, int number) {
        String hash = Names.hash(data, 0);
        ObjectNode revision = Json.object()
                .put("apiVersion", "apps/v1")
                .put("kind", "ControllerRevision")
                .put("revision", number);
        ObjectNode metadata = revision.putObject("metadata")
                .put("name", Meta.name(owner) + "-" + hash)
                .put("namespace", Meta.namespace(owner));
        metadata.set("annotations", annotations(owner));
        JsonNode labels = owner.path("spec").path("template").path("metadata").path("labels");
        metadata.set("labels", labels.isObject() ? labels.deepCopy() : Json.object());
        Json.object(metadata, "labels").put(HASH, hash);
        revision.set("data", data);
        Meta.own(revision, ownerType, owner);
        return context.objects().create(context.kinds().controllerRevisions(), revision);
    }

    private static ObjectNode annotations(ObjectNode owner) {
        JsonNode annotations = owner.path("metadata").path("annotations");
        return annotations.isObject() ? (ObjectNode) annotations.deepCopy() : Json.object();
    }

    private static ObjectNode data(ObjectNode owner) {
        ObjectNode data = Json.object();
        ObjectNode template = (ObjectNode) owner.path("spec").path("template").deepCopy();
        data.putObject("spec").set("template", template.put("$patch", "replace"));
        return data;
    }

    private static int number(ObjectNode revision) {
        return revision.path("revision").asInt(0);
    }
}
