package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cluster.Workload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells of an agent that does not do its work: the kubelet by the container's readiness, people by an event. */
final class HealthEvents {

    private final Objects objects;
    private final Workload.Container container;

    HealthEvents(Objects objects, Workload.Container container) {
        this.objects = objects;
        this.container = container;
    }

    void changed(Optional<String> damage) {
        container.changed().run();
        damage.ifPresent(this::record);
    }

    private void record(String damage) {
        JsonNode pod = container.object().path("metadata");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata")
                .put("generateName", pod.path("name").asString() + ".")
                .put("namespace", pod.path("namespace").asString());
        event.putObject("involvedObject")
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("namespace", pod.path("namespace").asString())
                .put("name", pod.path("name").asString())
                .put("uid", pod.path("uid").asString())
                .put(
                        "fieldPath",
                        "spec.containers{" + container.spec().path("name").asString() + "}");
        event.put("type", "Warning")
                .put("reason", "Unhealthy")
                .put("message", "Agent is not ready: " + damage)
                .put("firstTimestamp", now)
                .put("lastTimestamp", now)
                .put("count", 1);
        event.putObject("source")
                .put("component", "cilium-agent")
                .put("host", container.node().name());
        try {
            objects.create(objects.type("v1", "Event"), event);
        } catch (ApiError gone) {
            // the pod's namespace is being deleted: nobody will look
            return;
        }
    }
}
