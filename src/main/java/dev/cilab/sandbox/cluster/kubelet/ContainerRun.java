package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.cluster.kubelet.ContainerState.Running;
import dev.cilab.sandbox.cluster.kubelet.ContainerState.Terminated;
import dev.cilab.sandbox.cluster.kubelet.ContainerState.Waiting;
import dev.cilab.sandbox.cluster.machinery.EventRecorder.Type;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.node.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One container of a pod through all its instances: image, start, end, restart, probes, log. */
final class ContainerRun {

    private static final int DEFAULT_GRACE = 30;
    private static final int KILLED = 137;
    private static final int NOT_STARTED = 128;
    private static final Duration NEXT_LOOK = Duration.ofSeconds(5);
    private static final String SCHEME = "cilab-sandbox://";

    private final KubeletContext kubelet;
    private final JsonNode spec;
    private final String fieldPath;
    private final Path logs;
    private final Runnable changed;
    private final Backoff restart = Backoff.fromTheSecond();
    private final Backoff pull = Backoff.fromTheFirst();
    private final ContainerProbes probes;

    private volatile ContainerState state = new Waiting("ContainerCreating", "");
    private volatile Optional<Terminated> last = Optional.empty();
    private volatile Optional<ContainerLog> log = Optional.empty();
    private volatile Optional<ContainerLog> previousLog = Optional.empty();
    private volatile Map<String, String> environment = Map.of();
    private volatile int restarts;
    private Workload.Main main;
    private Workload workload;
    private String id = "";
    private boolean pulled;
    private String configError = "";

    /** @param list {@code containers} or {@code initContainers} */
    ContainerRun(KubeletContext kubelet, JsonNode spec, String list, Path podLogs, Runnable changed) {
        this.kubelet = kubelet;
        this.spec = spec;
        this.changed = changed;
        fieldPath = "spec." + list + "{" + name() + "}";
        logs = podLogs.resolve(name());
        probes = new ContainerProbes(kubelet, spec, fieldPath, changed);
    }

    String name() {
        return Json.text(spec, "name");
    }

    ContainerState state() {
        return state;
    }

    Map<String, String> environment() {
        return environment;
    }

    String workingDir() {
        return Json.text(spec, "workingDir");
    }

    int restarts() {
        return restarts;
    }

    /** An init container that runs beside the others. */
    boolean sidecar() {
        return Json.text(spec, "restartPolicy").equals("Always");
    }

    boolean running() {
        return state instanceof Running;
    }

    boolean started() {
        return running() && probes.started();
    }

    boolean ready() {
        return started() && main.ready() && probes.ready();
    }

    boolean succeeded() {
        return state instanceof Terminated terminated && terminated.exitCode() == 0;
    }

    boolean everRan() {
        return !(state instanceof Waiting) || last.isPresent();
    }

    Optional<ContainerLog> log(boolean previous) {
        return previous ? previousLog : log;
    }

    /** Waits for its turn behind init containers. */
    void hold() {
        if (state instanceof Waiting && last.isEmpty()) {
            state = new Waiting("PodInitializing", "");
        }
    }

    /** Sees whether it has ended, starts it when it should run. Returns when to look again, if time alone will change something. */
    Optional<Duration> step(
            ObjectNode pod, Pod sandbox, PodFields fields, boolean restartAlways, boolean restartOnFailure) {
        Instant now = kubelet.cluster().now();
        if (state instanceof Running running) {
            if (main.alive() && !probes.dead()) {
                return Optional.empty();
            }
            if (main.alive()) {
                kubelet.event(
                        pod,
                        fieldPath,
                        Type.NORMAL,
                        "Killing",
                        "Container " + name() + " failed liveness probe, will be restarted");
                probes.cancel();
                main.terminate();
                kubelet.cluster().workers().after(grace(pod), main::kill);
                return Optional.empty();
            }
            ended(running, now);
        }
        if (state instanceof Terminated terminated) {
            boolean again = restartAlways || (restartOnFailure && terminated.exitCode() != 0);
            if (!again) {
                return Optional.empty();
            }
            last = Optional.of(terminated);
        }
        Duration left = last.isPresent() ? restart.left(now) : Duration.ZERO;
        if (left.isPositive()) {
            crashLoop(pod);
            return Optional.of(left);
        }
        return start(pod, sandbox, fields, now);
    }

    /** Its pod's namespaces are gone, and with them its process. */
    void lost() {
        if (state instanceof Running running) {
            ended(running, kubelet.cluster().now());
        }
    }

    void stopping(ObjectNode pod) {
        probes.cancel();
        if (running()) {
            kubelet.event(pod, fieldPath, Type.NORMAL, "Killing", "Stopping container " + name());
        }
    }

    void close() {
        probes.cancel();
        log.ifPresent(ContainerLog::close);
        previousLog.ifPresent(ContainerLog::close);
    }

    ObjectNode status() {
        ObjectNode status = Json.object().put("name", name());
        status.set("state", state.json());
        status.set("lastState", last.map(Terminated::json).orElseGet(Json::object));
        status.put("ready", sidecarOrMain() ? ready() : succeeded())
                .put("restartCount", restarts)
                .put("image", image())
                .put("imageID", id.isEmpty() ? "" : SCHEME + image())
                .put("started", started());
        if (!id.isEmpty()) {
            status.put("containerID", id);
        }
        return status;
    }

    private static Duration grace(ObjectNode pod) {
        return Duration.ofSeconds(
                pod.path("spec").path("terminationGracePeriodSeconds").asInt(DEFAULT_GRACE));
    }

    private boolean sidecarOrMain() {
        return sidecar() || fieldPath.startsWith("spec.containers");
    }

    private String image() {
        return Json.text(spec, "image");
    }

    private void ended(Running running, Instant now) {
        probes.cancel();
        log.ifPresent(ContainerLog::close);
        int exit = main.alive() ? KILLED : main.exitCode();
        state = Terminated.of(exit, running.since(), now, id);
        restart.failed(now, Duration.between(running.since(), now));
    }

    private void crashLoop(ObjectNode pod) {
        String who = "%s in pod %s_%s(%s)".formatted(name(), Meta.name(pod), Meta.namespace(pod), Meta.uid(pod));
        String message =
                "back-off " + restart.pause() + " restarting failed container=" + who.replace(" in pod ", " pod=");
        if (!(state instanceof Waiting)) {
            kubelet.event(pod, fieldPath, Type.WARNING, "BackOff", "Back-off restarting failed container " + who);
        }
        state = new Waiting("CrashLoopBackOff", message);
    }

    private Optional<Duration> start(ObjectNode pod, Pod sandbox, PodFields fields, Instant now) {
        Optional<Workload> known = kubelet.images().find(image());
        if (known.isEmpty()) {
            return unknownImage(pod, now);
        }
        if (!pulled) {
            String message = "Container image \"" + image() + "\" already present on machine";
            kubelet.event(pod, fieldPath, Type.NORMAL, "Pulled", message);
            pulled = true;
        }
        workload = known.get();
        try {
            launch(pod, sandbox, fields);
            configError = "";
            return Optional.empty();
        } catch (MissingReference missing) {
            state = new Waiting("CreateContainerConfigError", missing.getMessage());
            if (!configError.equals(missing.getMessage())) {
                configError = missing.getMessage();
                kubelet.event(pod, fieldPath, Type.WARNING, "Failed", "Error: " + missing.getMessage());
            }
            return Optional.of(NEXT_LOOK);
        } catch (RuntimeException failure) {
            kubelet.event(pod, fieldPath, Type.WARNING, "Failed", "Error: " + failure.getMessage());
            state = new Terminated(NOT_STARTED, "StartError", failure.getMessage(), now, now, id);
            restart.failed(now, Duration.ZERO);
            return Optional.of(Duration.ZERO);
        }
    }

    private void launch(ObjectNode pod, Pod sandbox, PodFields fields) {
        ContainerEnvironment resolved = new ContainerEnvironment(kubelet.cluster(), pod, fields, spec);
        List<String> argv = new ArrayList<>();
        spec.path("command").forEach(word -> argv.add(resolved.expand(word.asString(""))));
        spec.path("args").forEach(word -> argv.add(resolved.expand(word.asString(""))));
        restarts += last.isPresent() ? 1 : 0;
        previousLog = log;
        ContainerLog output = new ContainerLog(logs, restarts);
        log = Optional.of(output);
        environment = Map.copyOf(resolved.values());
        id = SCHEME + (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        kubelet.event(pod, fieldPath, Type.NORMAL, "Created", "Created container: " + name());
        main = workload.start(new Workload.Container(
                kubelet.node(), sandbox, pod, (ObjectNode) spec, argv, environment, output, changed));
        state = new Running(kubelet.cluster().now());
        kubelet.event(pod, fieldPath, Type.NORMAL, "Started", "Started container " + name());
        if (workload.answersProbes()) {
            probes.start(pod, sandbox, environment);
        }
    }

    private Optional<Duration> unknownImage(ObjectNode pod, Instant now) {
        Duration left = pull.left(now);
        if (left.isPositive()) {
            if (state instanceof Waiting waiting && waiting.reason().equals("ErrImagePull")) {
                String message = "Back-off pulling image \"" + image() + "\"";
                kubelet.event(pod, fieldPath, Type.NORMAL, "BackOff", message);
                kubelet.event(pod, fieldPath, Type.WARNING, "Failed", "Error: ImagePullBackOff");
                state = new Waiting("ImagePullBackOff", message);
            }
            return Optional.of(left);
        }
        String why = "this sandbox has no such image; it has "
                + String.join(", ", kubelet.images().repositories());
        kubelet.event(pod, fieldPath, Type.NORMAL, "Pulling", "Pulling image \"" + image() + "\"");
        kubelet.event(pod, fieldPath, Type.WARNING, "Failed", "Failed to pull image \"" + image() + "\": " + why);
        kubelet.event(pod, fieldPath, Type.WARNING, "Failed", "Error: ErrImagePull");
        state = new Waiting("ErrImagePull", why);
        pull.failed(now, Duration.ZERO);
        return Optional.of(Duration.ofSeconds(1));
    }
}
