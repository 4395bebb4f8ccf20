package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** StatefulSet → numbered Pods, one after the other unless {@code podManagementPolicy: Parallel}. Volume claims are not made. */
public final class StatefulSetController implements Controller {

    private static final Source SOURCE = Source.of("statefulset-controller");

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final Claims claims;
    private final Revisions revisions;

    public StatefulSetController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("statefulset", this::reconcile);
        claims = new Claims(
                context, context.kinds().statefulSets(), context.kinds().pods());
        revisions = new Revisions(context, context.kinds().statefulSets());
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().statefulSets(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> claims.route(change.object(), queue));
    }

    private void reconcile(Key key) {
        context.get(context.kinds().statefulSets(), key).ifPresent(set -> {
            ObjectNode revision = revisions.current(set);
            if (!Meta.deleting(set)) {
                step(set, byOrdinal(set), Meta.label(revision, Revisions.HASH));
            }
            status(set, Meta.name(revision));
        });
    }

    private Map<Integer, ObjectNode> byOrdinal(ObjectNode set) {
        Map<Integer, ObjectNode> pods = new TreeMap<>();
        String prefix = Meta.name(set) + "-";
        for (ObjectNode pod : claims.of(set)) {
            if (Meta.name(pod).startsWith(prefix)) {
                pods.put(Integer.parseInt(Meta.name(pod).substring(prefix.length())), pod);
            }
        }
        return pods;
    }

    private void step(ObjectNode set, Map<Integer, ObjectNode> pods, String hash) {
        int replicas = ReplicaSetsOf.replicas(set);
        boolean parallel = Json.text(set, "spec", "podManagementPolicy").equals("Parallel");
        for (int ordinal = 0; ordinal < replicas; ordinal++) {
            ObjectNode pod = pods.get(ordinal);
            if (pod == null) {
                create(set, ordinal, hash);
            } else if (Pods.finished(pod)) {
                delete(set, pod);
            }
            if (!parallel && (pod == null || !Pods.active(pod) || !Pods.ready(pod))) {
                return;
            }
        }
        List<ObjectNode> downwards =
                new TreeMap<>(pods).descendingMap().values().stream().toList();
        for (ObjectNode pod : downwards) {
            boolean surplus = ordinal(set, pod) >= replicas;
            boolean old = rolling(set) && !Meta.label(pod, Revisions.HASH).equals(hash);
            if (surplus || old) {
                delete(set, pod);
            }
            if (!parallel && (surplus || old || !Pods.ready(pod))) {
                return;
            }
        }
    }

    private static boolean rolling(ObjectNode set) {
        return !Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete");
    }

    private static int ordinal(ObjectNode set, ObjectNode pod) {
        return Integer.parseInt(Meta.name(pod).substring(Meta.name(set).length() + 1));
    }

    private void create(ObjectNode set, int ordinal, String hash) {
        String name = Meta.name(set) + "-" + ordinal;
        ObjectNode pod = PodTemplate.pod(set, context.kinds().statefulSets(), name);
        Json.object(Json.object(pod, "metadata"), "labels")
                .put(Revisions.HASH, hash)
                .put("statefulset.kubernetes.io/pod-name", name)
                .put("apps.kubernetes.io/pod-index", String.valueOf(ordinal));
        Json.object(pod, "spec").put("hostname", name).put("subdomain", Json.text(set, "spec", "serviceName"));
        context.objects().create(context.kinds().pods(), pod);
        String message = "create Pod %s in StatefulSet %s successful".formatted(name, Meta.name(set));
        context.events().normal(SOURCE, set, "SuccessfulCreate", message);
    }

    private void delete(ObjectNode set, ObjectNode pod) {
        if (!Meta.deleting(pod)) {
            context.delete(context.kinds().pods(), pod);
            String message = "delete Pod %s in StatefulSet %s successful".formatted(Meta.name(pod), Meta.name(set));
            context.events().normal(SOURCE, set, "SuccessfulDelete", message);
        }
    }

    private void status(ObjectNode set, String revision) {
        List<ObjectNode> pods = claims.of(set).stream().filter(Pods::active).toList();
        String hash = revision.substring(Meta.name(set).length() + 1);
        int updated = (int) pods.stream()
                .filter(pod -> Meta.label(pod, Revisions.HASH).equals(hash))
                .count();
        int ready = (int) pods.stream().filter(Pods::ready).count();
        ObjectNode status = Json.object(set.deepCopy(), "status");
        boolean complete = updated == pods.size() && ready == pods.size();
        if (complete || Json.text(status, "currentRevision").isEmpty()) {
            status.put("currentRevision", revision);
        }
        boolean same = Json.text(status, "currentRevision").equals(revision);
        status.put("observedGeneration", Meta.generation(set))
                .put("replicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("currentReplicas", same ? pods.size() : pods.size() - updated)
                .put("updatedReplicas", updated)
                .put("updateRevision", revision)
                .put("collisionCount", 0);
        context.status(context.kinds().statefulSets(), set, status);
    }
}
