package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Service → Endpoints, the older form that {@code kubectl get endpoints} and {@code describe service} of older clients read. */
public final class EndpointsController implements Controller {

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final ServiceBackends backends;

    public EndpointsController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("endpoints", this::reconcile);
        backends = new ServiceBackends(context);
    }

    @Override
    public void register() {
        backends.route(queue);
    }

    private void reconcile(Key key) {
        Optional<ObjectNode> service =
                context.get(context.kinds().services(), key).filter(found -> !Meta.deleting(found));
        Optional<ObjectNode> existing = context.get(context.kinds().endpoints(), key);
        if (service.isEmpty()) {
            existing.ifPresent(stale -> context.delete(context.kinds().endpoints(), stale));
        } else if (ServiceBackends.selects(service.get())) {
            write(service.get(), existing);
        }
    }

    private void write(ObjectNode service, Optional<ObjectNode> existing) {
        ObjectNode endpoints = existing.map(ObjectNode::deepCopy)
                .orElseGet(() -> Json.object().put("apiVersion", "v1").put("kind", "Endpoints"));
        ObjectNode metadata = Json.object(endpoints, "metadata")
                .put("name", Meta.name(service))
                .put("namespace", Meta.namespace(service));
        JsonNode labels = service.path("metadata").path("labels");
        metadata.set("labels", labels.isObject() ? labels.deepCopy() : Json.object());
        Json.object(metadata, "labels").put("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        ArrayNode subsets = subsets(service);
        if (subsets.isEmpty()) {
            endpoints.remove("subsets");
        } else {
            endpoints.set("subsets", subsets);
        }
        if (existing.isEmpty()) {
            context.objects().create(context.kinds().endpoints(), endpoints);
        } else if (!Meta.same(existing.get(), endpoints)) {
            context.objects().update(context.kinds().endpoints(), endpoints);
        }
    }

    private ArrayNode subsets(ObjectNode service) {
        Map<ArrayNode, ObjectNode> byPorts = new LinkedHashMap<>();
        for (ObjectNode pod : backends.of(service)) {
            if (Meta.deleting(pod) && !ServiceBackends.publishesNotReady(service)) {
                continue;
            }
            ObjectNode subset = byPorts.computeIfAbsent(ServicePorts.of(service, pod), ports -> Json.object());
            boolean ready = Pods.ready(pod) || ServiceBackends.publishesNotReady(service);
            subset.withArray(ready ? "addresses" : "notReadyAddresses").add(address(pod));
        }
        ArrayNode subsets = Json.object().putArray("subsets");
        byPorts.forEach((ports, subset) -> subsets.add(subset.set("ports", ports)));
        return subsets;
    }

    private static ObjectNode address(ObjectNode pod) {
        ObjectNode address = Json.object().put("ip", ServiceBackends.ip(pod)).put("nodeName", Pods.node(pod));
        address.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", Meta.name(pod))
                .put("namespace", Meta.namespace(pod))
                .put("uid", Meta.uid(pod));
        return address;
    }
}
