package dev.cilab.sandbox.api.table;

import static dev.cilab.sandbox.api.table.Texts.orNone;

import dev.cilab.sandbox.api.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A pod's row. Its STATUS is not its phase but what is most worth knowing: the reason of the container that keeps it from running. */
final class PodCells {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private final JsonNode spec;
    private final JsonNode status;
    private final Set<String> sidecars;

    private String reason;
    private int ready;
    private int restarts;
    private String lastRestart = "";

    private PodCells(ObjectNode pod) {
        spec = pod.path("spec");
        status = pod.path("status");
        sidecars = spec.path("initContainers")
                .valueStream()
                .filter(init -> Json.text(init, "restartPolicy").equals("Always"))
                .map(init -> Json.text(init, "name"))
                .collect(Collectors.toSet());
        reason = Texts.or(Json.text(status, "reason"), Json.text(status, "phase"));
    }

    static List<Object> of(ObjectNode pod, Ages ages) {
        return new PodCells(pod).cells(pod, ages);
    }

    private List<Object> cells(ObjectNode pod, Ages ages) {
        if (condition("PodScheduled").path("reason").asString("").equals("SchedulingGated")) {
            reason = "SchedulingGated";
        }
        boolean initializing = readInitContainers();
        if (!initializing || isTrue("Initialized")) {
            readContainers();
        }
        if (pod.path("metadata").has("deletionTimestamp")) {
            if (Json.text(status, "reason").equals("NodeLost")) {
                reason = "Unknown";
            } else if (!ENDED.contains(Json.text(status, "phase"))) {
                reason = "Terminating";
            }
        }
        int total = spec.path("containers").size() + sidecars.size();
        return List.of(
                Texts.name(pod),
                ready + "/" + total,
                reason,
                restarts > 0 && !lastRestart.isEmpty()
                        ? restarts + " (" + ages.since(lastRestart) + " ago)"
                        : String.valueOf(restarts),
                ages.of(pod),
                orNone(Texts.or(Json.text(status.path("podIPs").path(0), "ip"), Json.text(status, "podIP"))),
                orNone(Json.text(spec, "nodeName")),
                orNone(Json.text(status, "nominatedNodeName")),
                readinessGates());
    }

    /** @return whether an init container is what the pod waits for */
    private boolean readInitContainers() {
        int sidecarRestarts = 0;
        String sidecarRestart = "";
        int index = 0;
        for (JsonNode container : status.path("initContainerStatuses")) {
            count(container);
            if (sidecars.contains(Json.text(container, "name"))) {
                sidecarRestarts += Texts.number(container, "restartCount");
                sidecarRestart = later(sidecarRestart, container);
            }
            String waitsFor = waitsFor(container, index++);
            if (!waitsFor.isEmpty()) {
                reason = waitsFor;
                return true;
            }
        }
        // once the pod is initialized, only containers that still run count
        restarts = sidecarRestarts;
        lastRestart = sidecarRestart;
        return false;
    }

    /** What the pod's STATUS says while this init container has not done its part; empty once it has. */
    private String waitsFor(JsonNode container, int index) {
        JsonNode terminated = container.path("state").path("terminated");
        if (terminated.isObject() && Texts.number(terminated, "exitCode") == 0) {
            return "";
        }
        if (sidecars.contains(Json.text(container, "name"))
                && container.path("started").asBoolean(false)) {
            ready += container.path("ready").asBoolean(false) ? 1 : 0;
            return "";
        }
        if (terminated.isObject()) {
            return "Init:" + ended(terminated);
        }
        String waiting = Json.text(container, "state", "waiting", "reason");
        if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
            return "Init:" + waiting;
        }
        return "Init:" + index + "/" + spec.path("initContainers").size();
    }

    private void readContainers() {
        boolean running = false;
        JsonNode containers = status.path("containerStatuses");
        for (int i = containers.size() - 1; i >= 0; i--) {
            JsonNode container = containers.get(i);
            count(container);
            String waiting = Json.text(container, "state", "waiting", "reason");
            JsonNode terminated = container.path("state").path("terminated");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (terminated.isObject()) {
                reason = ended(terminated);
            } else if (container.path("ready").asBoolean(false)
                    && container.path("state").has("running")) {
                running = true;
                ready++;
            }
        }
        if (reason.equals("Completed") && running) {
            reason = isTrue("Ready") ? "Running" : "NotReady";
        }
    }

    private static String ended(JsonNode terminated) {
        String why = Json.text(terminated, "reason");
        if (!why.isEmpty()) {
            return why;
        }
        int signal = Texts.number(terminated, "signal");
        return signal != 0 ? "Signal:" + signal : "ExitCode:" + Texts.number(terminated, "exitCode");
    }

    private void count(JsonNode container) {
        restarts += Texts.number(container, "restartCount");
        lastRestart = later(lastRestart, container);
    }

    /** RFC 3339 in UTC sorts as text. */
    private static String later(String time, JsonNode container) {
        String finished = Json.text(container, "lastState", "terminated", "finishedAt");
        return finished.compareTo(time) > 0 ? finished : time;
    }

    private String readinessGates() {
        JsonNode gates = spec.path("readinessGates");
        if (gates.isEmpty()) {
            return Texts.NONE;
        }
        long met = gates.valueStream()
                .filter(gate -> isTrue(Json.text(gate, "conditionType")))
                .count();
        return met + "/" + gates.size();
    }

    private boolean isTrue(String type) {
        return Json.text(condition(type), "status").equals("True");
    }

    private JsonNode condition(String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (Json.text(condition, "type").equals(type)) {
                return condition;
            }
        }
        return status.path("");
    }
}
