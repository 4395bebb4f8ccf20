package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Source;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DaemonSet → one Pod per node that fits. */
public final class DaemonSetController implements Controller {

    private static final Source SOURCE = Source.of("daemonset-controller");

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final Claims claims;
    private final Revisions revisions;

    public DaemonSetController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("daemonset", this::reconcile);
        claims = new Claims(
                context, context.kinds().daemonSets(), context.kinds().pods());
        revisions = new Revisions(context, context.kinds().daemonSets());
    }

    @Override
    public void register() {
        context.watches().on(context.kinds().daemonSets(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> claims.route(change.object(), queue));
        context.watches().on(context.kinds().nodes(), change -> context.objects()
                .list(context.kinds().daemonSets(), "", "")
                .forEach(daemonSet -> queue.add(Key.of(daemonSet))));
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> found = context.get(context.kinds().daemonSets(), key);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode daemonSet = found.get();
        List<ObjectNode> nodes = context.objects().list(context.kinds().nodes(), "", "");
        String hash = "";
        if (!Meta.deleting(daemonSet)) {
            hash = Meta.label(revisions.current(daemonSet), Revisions.HASH);
            place(daemonSet, nodes, hash);
            update(daemonSet, nodes, hash);
        }
        List<ObjectNode> pods = claims.of(daemonSet);
        revisions.forget(
                daemonSet,
                pods.stream().map(pod -> Meta.label(pod, Revisions.HASH)).collect(Collectors.toSet()));
        status(daemonSet, nodes, pods, hash);
    }

    private Map<String, List<ObjectNode>> byNode(ObjectNode daemonSet) {
        return claims.of(daemonSet).stream()
                .sorted(Comparator.comparing(Meta::created))
                .collect(Collectors.groupingBy(DaemonPlacement::node));
    }

    private void place(ObjectNode daemonSet, List<ObjectNode> nodes, String hash) {
        Map<String, List<ObjectNode>> pods = byNode(daemonSet);
        for (ObjectNode node : nodes) {
            List<ObjectNode> here = pods.getOrDefault(Meta.name(node), List.of());
            if (here.isEmpty() && DaemonPlacement.shouldRun(daemonSet, node)) {
                create(daemonSet, Meta.name(node), hash);
            } else if (DaemonPlacement.mayStay(daemonSet, node)) {
                surplus(daemonSet, here);
            } else {
                here.forEach(pod -> delete(daemonSet, pod));
            }
        }
        List<String> names = nodes.stream().map(Meta::name).toList();
        pods.forEach((node, lost) -> {
            if (!names.contains(node)) {
                lost.forEach(pod -> delete(daemonSet, pod));
            }
        });
    }

    /** Failed pods are replaced; of several living ones the oldest stays. */
    private void surplus(ObjectNode daemonSet, List<ObjectNode> here) {
        boolean kept = false;
        for (ObjectNode pod : here) {
            if (Pods.finished(pod)) {
                String message = "Found failed daemon pod %s on node %s, will try to kill it"
                        .formatted(Meta.namespace(pod) + "/" + Meta.name(pod), DaemonPlacement.node(pod));
                context.events().warning(SOURCE, daemonSet, "FailedDaemonPod", message);
                delete(daemonSet, pod);
            } else if (kept) {
                delete(daemonSet, pod);
            } else {
                kept = Pods.active(pod);
            }
        }
    }

    private void create(ObjectNode daemonSet, String node, String hash) {
        String name = Meta.name(daemonSet) + "-" + Names.suffix();
        ObjectNode pod = PodTemplate.pod(daemonSet, context.kinds().daemonSets(), name);
        ObjectNode metadata = Json.object(pod, "metadata").put("generateName", Meta.name(daemonSet) + "-");
        Json.object(metadata, "labels").put(Revisions.HASH, hash).put("pod-template-generation", generation(daemonSet));
        DaemonPlacement.place(Json.object(pod, "spec"), node);
        try {
            context.objects().create(context.kinds().pods(), pod);
        } catch (ApiError refused) {
            context.events().warning(SOURCE, daemonSet, "FailedCreate", "Error creating: " + refused.getMessage());
            throw refused;
        }
        context.events().normal(SOURCE, daemonSet, "SuccessfulCreate", "Created pod: " + name);
    }

    private static String generation(ObjectNode daemonSet) {
        return String.valueOf(Meta.generation(daemonSet));
    }

    private void delete(ObjectNode daemonSet, ObjectNode pod) {
        if (!Meta.deleting(pod)) {
            context.delete(context.kinds().pods(), pod);
            context.events().normal(SOURCE, daemonSet, "SuccessfulDelete", "Deleted pod: " + Meta.name(pod));
        }
    }

    /** RollingUpdate: replaces pods of older revisions, at most {@code maxUnavailable} nodes without an available pod at a time. */
    private void update(ObjectNode daemonSet, List<ObjectNode> nodes, String hash) {
        if (!Json.text(daemonSet, "spec", "updateStrategy", "type").equals("RollingUpdate")) {
            return;
        }
        Map<String, List<ObjectNode>> pods = byNode(daemonSet);
        List<ObjectNode> candidates = new ArrayList<>();
        int wanted = 0;
        int unavailable = 0;
        for (ObjectNode node : nodes) {
            if (!DaemonPlacement.shouldRun(daemonSet, node)) {
                continue;
            }
            wanted++;
            List<ObjectNode> here = pods.getOrDefault(Meta.name(node), List.of());
            boolean available = here.stream().anyMatch(pod -> Pods.active(pod) && available(daemonSet, pod));
            List<ObjectNode> old = here.stream()
                    .filter(pod ->
                            Pods.active(pod) && !Meta.label(pod, Revisions.HASH).equals(hash))
                    .toList();
            if (!available) {
                unavailable++;
                old.forEach(pod -> delete(daemonSet, pod));
            } else {
                candidates.addAll(old);
            }
        }
        JsonNode rolling = daemonSet.path("spec").path("updateStrategy").path("rollingUpdate");
        int budget = Math.max(1, Quota.of(rolling.path("maxUnavailable"), wanted, true, "1")) - unavailable;
        candidates.stream().limit(Math.max(0, budget)).forEach(pod -> delete(daemonSet, pod));
    }

    private boolean available(ObjectNode daemonSet, ObjectNode pod) {
        return Pods.available(
                pod, daemonSet.path("spec").path("minReadySeconds").asInt(0), context.now());
    }

    private void status(ObjectNode daemonSet, List<ObjectNode> nodes, List<ObjectNode> pods, String hash) {
        Map<String, List<ObjectNode>> byNode = pods.stream()
                .filter(Pods::active)
                .sorted(Comparator.comparing(Meta::created))
                .collect(Collectors.groupingBy(DaemonPlacement::node));
        DaemonCounts counts = new DaemonCounts();
        for (ObjectNode node : nodes) {
            Optional<ObjectNode> pod =
                    byNode.getOrDefault(Meta.name(node), List.of()).stream().findFirst();
            if (DaemonPlacement.shouldRun(daemonSet, node)) {
                counts.wanted(
                        pod.isPresent(),
                        pod.filter(Pods::ready).isPresent(),
                        pod.filter(present -> available(daemonSet, present)).isPresent(),
                        pod.filter(present ->
                                        Meta.label(present, Revisions.HASH).equals(hash))
                                .isPresent());
            } else if (pod.isPresent()) {
                counts.misplaced();
            }
        }
        ObjectNode status = Json.object(daemonSet.deepCopy(), "status");
        counts.write(status);
        status.put("observedGeneration", Meta.generation(daemonSet));
        context.status(context.kinds().daemonSets(), daemonSet, status);
    }
}
