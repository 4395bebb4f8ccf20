package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.kubelet.ContainerState.Terminated;
import dev.cilab.sandbox.cluster.machinery.Conditions;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod's status from what its containers do.
 *
 * @param podIp empty while it has no network
 */
record PodStatus(
        ObjectNode pod,
        List<ContainerRun> init,
        List<ContainerRun> containers,
        boolean sandbox,
        String hostIp,
        String podIp) {

    ObjectNode at(Instant now) {
        ObjectNode status = Json.object(pod.deepCopy(), "status");
        String phase = phase();
        status.put("phase", phase).put("hostIP", hostIp);
        status.putArray("hostIPs").addObject().put("ip", hostIp);
        if (!podIp.isEmpty()) {
            status.put("podIP", podIp);
            status.putArray("podIPs").addObject().put("ip", podIp);
        }
        if (!status.has("startTime")) {
            status.put("startTime", Meta.text(now));
        }
        conditions(status, phase, now);
        if (!init.isEmpty()) {
            statuses(status.putArray("initContainerStatuses"), init);
        }
        statuses(status.putArray("containerStatuses"), containers);
        if (!status.has("qosClass")) {
            status.put("qosClass", qualityOfService());
        }
        return status;
    }

    String phase() {
        boolean never = restartPolicy().equals("Never");
        boolean initFailed =
                never && init.stream().anyMatch(run -> run.state() instanceof Terminated && !run.succeeded());
        if (initFailed) {
            return "Failed";
        }
        if (!initialized()) {
            return "Pending";
        }
        if (!restartPolicy().equals("Always") && containers.stream().allMatch(this::over)) {
            return containers.stream().allMatch(ContainerRun::succeeded) ? "Succeeded" : "Failed";
        }
        return containers.stream().allMatch(ContainerRun::everRan) ? "Running" : "Pending";
    }

    boolean initialized() {
        return init.stream().allMatch(run -> run.sidecar() ? run.started() : run.succeeded());
    }

    /** Ended, and by the pod's policy not to be started again. */
    private boolean over(ContainerRun run) {
        return run.state() instanceof Terminated
                && (run.succeeded() || restartPolicy().equals("Never"));
    }

    private String restartPolicy() {
        return pod.path("spec").path("restartPolicy").asString("Always");
    }

    private void conditions(ObjectNode status, String phase, Instant now) {
        boolean succeeded = phase.equals("Succeeded");
        boolean finished = succeeded || phase.equals("Failed");
        Conditions.set(status, "PodReadyToStartContainers", sandbox && !finished, "", "", now);
        List<String> incomplete = names(init, run -> !(run.sidecar() ? run.started() : run.succeeded()));
        boolean initialized = incomplete.isEmpty() || succeeded;
        String notInitialized = "containers with incomplete status: " + incomplete;
        set(status, "Initialized", initialized, succeeded, "ContainersNotInitialized", notInitialized, now);
        List<String> unready = names(containers, run -> !run.ready());
        String notReady = "containers with unready status: " + unready;
        boolean ready = initialized && unready.isEmpty() && !finished;
        set(status, "Ready", ready && gates(status), succeeded, "ContainersNotReady", notReady, now);
        set(status, "ContainersReady", ready, succeeded, "ContainersNotReady", notReady, now);
        Conditions.set(status, "PodScheduled", true, "", "", now);
    }

    private static void set(
            ObjectNode status,
            String type,
            boolean value,
            boolean completed,
            String reason,
            String message,
            Instant now) {
        if (completed) {
            Conditions.set(status, type, type.equals("Initialized"), "PodCompleted", "", now);
        } else {
            Conditions.set(status, type, value, value ? "" : reason, value ? "" : message, now);
        }
    }

    private boolean gates(ObjectNode status) {
        for (JsonNode gate : pod.path("spec").path("readinessGates")) {
            if (!Conditions.isTrue(status, Json.text(gate, "conditionType"))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(Collection<ContainerRun> runs, Predicate<ContainerRun> wanted) {
        return runs.stream().filter(wanted).map(ContainerRun::name).toList();
    }

    private static void statuses(ArrayNode into, List<ContainerRun> runs) {
        runs.stream().sorted(Comparator.comparing(ContainerRun::name)).forEach(run -> into.add(run.status()));
    }

    private String qualityOfService() {
        boolean any = false;
        boolean guaranteed = true;
        for (JsonNode container : pod.path("spec").path("containers")) {
            JsonNode requests = container.path("resources").path("requests");
            JsonNode limits = container.path("resources").path("limits");
            any |= !requests.isEmpty() || !limits.isEmpty();
            guaranteed &= limits.has("cpu") && limits.has("memory") && (requests.isEmpty() || requests.equals(limits));
        }
        return guaranteed && any ? "Guaranteed" : any ? "Burstable" : "BestEffort";
    }
}
