package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Pods;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pods behind a Service, and which changes concern which Service. */
final class ServiceBackends {

    private final ControllerContext context;

    ServiceBackends(ControllerContext context) {
        this.context = context;
    }

    void route(KeyedQueue queue) {
        context.watches().on(context.kinds().services(), change -> queue.add(Key.of(change.object())));
        context.watches().on(context.kinds().pods(), change -> context.list(
                        context.kinds().services(), Meta.namespace(change.object()), ServiceBackends::selects)
                .forEach(service -> queue.add(Key.of(service))));
    }

    /** Services without a selector, or that only name another host, have their endpoints written by others. */
    static boolean selects(JsonNode service) {
        return !service.path("spec").path("selector").isEmpty()
                && !Json.text(service, "spec", "type").equals("ExternalName");
    }

    /** Selected, with an address and not finished; ordered by name. */
    List<ObjectNode> of(JsonNode service) {
        JsonNode selector = service.path("spec").path("selector");
        return context.list(context.kinds().pods(), Meta.namespace(service), pod -> matches(selector, pod)).stream()
                .filter(pod -> !Pods.finished(pod) && !ip(pod).isEmpty())
                .sorted(Comparator.comparing(Meta::name))
                .toList();
    }

    static String ip(JsonNode pod) {
        return Json.text(pod, "status", "podIP");
    }

    static boolean publishesNotReady(JsonNode service) {
        return service.path("spec").path("publishNotReadyAddresses").asBoolean(false);
    }

    private static boolean matches(JsonNode selector, JsonNode pod) {
        JsonNode labels = pod.path("metadata").path("labels");
        return selector.properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
    }
}
