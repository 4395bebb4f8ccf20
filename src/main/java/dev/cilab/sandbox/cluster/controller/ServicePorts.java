package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A Service's ports as one of its pods serves them. */
final class ServicePorts {

    private ServicePorts() {}

    /** Entries {@code name, port, protocol}; a named target port that the pod does not have is left out. */
    static ArrayNode of(JsonNode service, JsonNode pod) {
        ArrayNode ports = Json.object().putArray("ports");
        for (JsonNode port : service.path("spec").path("ports")) {
            target(port, pod).ifPresent(number -> ports.addObject()
                    .put("name", Json.text(port, "name"))
                    .put("port", number)
                    .put("protocol", port.path("protocol").asString("TCP")));
        }
        return ports;
    }

    private static OptionalInt target(JsonNode port, JsonNode pod) {
        JsonNode target = port.path("targetPort");
        if (target.isNumber()) {
            return OptionalInt.of(target.intValue());
        }
        String name = target.asString("");
        if (name.isEmpty()) {
            return OptionalInt.of(port.path("port").asInt(0));
        }
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (JsonNode offered : container.path("ports")) {
                boolean same = Json.text(offered, "name").equals(name)
                        && offered.path("protocol")
                                .asString("TCP")
                                .equals(port.path("protocol").asString("TCP"));
                if (same) {
                    return OptionalInt.of(offered.path("containerPort").asInt());
                }
            }
        }
        return OptionalInt.empty();
    }
}
