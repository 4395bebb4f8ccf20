package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Names;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Service → EndpointSlices: the addresses of its pods with what each can do now. */
public final class EndpointSliceController implements Controller {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String MANAGER = "endpointslice-controller.k8s.io";
    private static final String HEADLESS = "service.kubernetes.io/headless";
    private static final int SLICE_SIZE = 100;

    private final ControllerContext context;
    private final KeyedQueue queue;
    private final ServiceBackends backends;

    public EndpointSliceController(ControllerContext context) {
        this.context = context;
        queue = context.workers().queue("endpointslice", this::reconcile);
        backends = new ServiceBackends(context);
    }

    @Override
    public void register() {
        backends.route(queue);
        context.watches().on(context.kinds().endpointSlices(), change -> {
            if (isOurs(change.object())) {
                queue.add(new Key(Meta.namespace(change.object()), Meta.label(change.object(), SERVICE_NAME)));
            }
        });
    }

    private void reconcile(Key key) {
        List<ObjectNode> existing = new ArrayList<>(context.list(
                context.kinds().endpointSlices(),
                key.namespace(),
                slice -> isOurs(slice) && Meta.label(slice, SERVICE_NAME).equals(key.name())));
        Optional<ObjectNode> service = context.get(context.kinds().services(), key)
                .filter(found -> !Meta.deleting(found) && ServiceBackends.selects(found));
        service.ifPresent(present -> wanted(present).forEach(slice -> write(present, slice, existing)));
        existing.forEach(surplus -> context.delete(context.kinds().endpointSlices(), surplus));
    }

    private static boolean isOurs(JsonNode slice) {
        return Meta.label(slice, MANAGED_BY).equals(MANAGER);
    }

    /** One slice per set of ports, split when it grows too long; a Service without pods has one empty slice. */
    private List<ObjectNode> wanted(ObjectNode service) {
        Map<ArrayNode, List<ObjectNode>> byPorts = new LinkedHashMap<>();
        for (ObjectNode pod : backends.of(service)) {
            byPorts.computeIfAbsent(ServicePorts.of(service, pod), ports -> new ArrayList<>())
                    .add(endpoint(service, pod));
        }
        List<ObjectNode> slices = new ArrayList<>();
        byPorts.forEach((ports, endpoints) -> {
            for (int from = 0; from < endpoints.size(); from += SLICE_SIZE) {
                int to = Math.min(endpoints.size(), from + SLICE_SIZE);
                slices.add(slice(service, ports, endpoints.subList(from, to)));
            }
        });
        if (slices.isEmpty()) {
            slices.add(slice(service, Json.object().putArray("ports"), List.of()));
        }
        return slices;
    }

    private static ObjectNode endpoint(ObjectNode service, ObjectNode pod) {
        boolean ready = Pods.ready(pod);
        boolean terminating = Meta.deleting(pod);
        ObjectNode endpoint = Json.object();
        endpoint.putArray("addresses").add(ServiceBackends.ip(pod));
        endpoint.putObject("conditions")
                .put("ready", ServiceBackends.publishesNotReady(service) || (ready && !terminating))
                .put("serving", ready)
                .put("terminating", terminating);
        endpoint.put("nodeName", Pods.node(pod));
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("name", Meta.name(pod))
                .put("namespace", Meta.namespace(pod))
                .put("uid", Meta.uid(pod));
        return endpoint;
    }

    private static ObjectNode slice(ObjectNode service, ArrayNode ports, List<ObjectNode> endpoints) {
        ObjectNode slice = Json.object()
                .put("apiVersion", "discovery.k8s.io/v1")
                .put("kind", "EndpointSlice")
                .put("addressType", "IPv4");
        ObjectNode labels = slice.putObject("metadata").putObject("labels");
        service.path("metadata")
                .path("labels")
                .properties()
                .forEach(label -> labels.set(label.getKey(), label.getValue()));
        labels.put(SERVICE_NAME, Meta.name(service)).put(MANAGED_BY, MANAGER);
        if (Json.text(service, "spec", "clusterIP").equals("None")) {
            labels.put(HEADLESS, "");
        }
        slice.putArray("endpoints").addAll(endpoints);
        slice.set("ports", ports);
        return slice;
    }

    /** Updates an existing slice with the same ports, or any left over, or makes a new one; what was used is taken off the list. */
    private void write(ObjectNode service, ObjectNode wanted, List<ObjectNode> existing) {
        Optional<ObjectNode> reused = existing.stream()
                .filter(slice -> Meta.same(slice.path("ports"), wanted.path("ports")))
                .findFirst()
                .or(() -> existing.stream().findFirst());
        if (reused.isEmpty()) {
            Json.object(wanted, "metadata")
                    .put("name", Meta.name(service) + "-" + Names.suffix())
                    .put("generateName", Meta.name(service) + "-")
                    .put("namespace", Meta.namespace(service));
            Meta.own(wanted, context.kinds().services(), service);
            context.objects().create(context.kinds().endpointSlices(), wanted);
            return;
        }
        existing.remove(reused.get());
        ObjectNode updated = reused.get().deepCopy();
        Json.object(updated, "metadata").set("labels", wanted.path("metadata").path("labels"));
        updated.set("endpoints", wanted.path("endpoints"));
        updated.set("ports", wanted.path("ports"));
        if (!Meta.same(reused.get(), updated)) {
            context.objects().update(context.kinds().endpointSlices(), updated);
        }
    }
}
