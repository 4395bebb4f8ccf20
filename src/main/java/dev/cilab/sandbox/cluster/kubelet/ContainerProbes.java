package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.cluster.machinery.EventRecorder.Type;
import dev.cilab.sandbox.node.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the startup, readiness and liveness probes of one container instance say. Until the startup probe succeeds the others wait. */
final class ContainerProbes {

    private final KubeletContext kubelet;
    private final JsonNode container;
    private final String fieldPath;
    private final Runnable changed;
    private final List<ProbeLoop> loops = new ArrayList<>();
    private volatile boolean started = true;
    private volatile boolean ready = true;
    private volatile boolean dead;

    ContainerProbes(KubeletContext kubelet, JsonNode container, String fieldPath, Runnable changed) {
        this.kubelet = kubelet;
        this.container = container;
        this.fieldPath = fieldPath;
        this.changed = changed;
    }

    boolean started() {
        return started;
    }

    boolean ready() {
        return ready;
    }

    /** Liveness or startup has failed for good: the container is to be restarted. */
    boolean dead() {
        return dead;
    }

    synchronized void start(ObjectNode pod, Pod sandbox, Map<String, String> environment) {
        cancel();
        ready = !container.has("readinessProbe");
        started = !container.has("startupProbe");
        if (started) {
            watch(pod, sandbox, environment);
        } else {
            loop(pod, "startupProbe", "Startup", sandbox, environment, good -> {
                started = good;
                if (good) {
                    cancel();
                    watch(pod, sandbox, environment);
                } else {
                    dead = true;
                }
            });
        }
    }

    synchronized void cancel() {
        dead = false;
        loops.forEach(ProbeLoop::cancel);
        loops.clear();
    }

    private synchronized void watch(ObjectNode pod, Pod sandbox, Map<String, String> environment) {
        if (container.has("readinessProbe")) {
            loop(pod, "readinessProbe", "Readiness", sandbox, environment, good -> ready = good);
        }
        if (container.has("livenessProbe")) {
            loop(pod, "livenessProbe", "Liveness", sandbox, environment, good -> dead = !good);
        }
    }

    private void loop(
            ObjectNode pod, String field, String name, Pod sandbox, Map<String, String> environment, Verdict verdict) {
        Probe probe = new Probe(container.path(field), container.path("ports"), sandbox, environment);
        loops.add(ProbeLoop.start(kubelet.cluster().workers(), probe, new ProbeLoop.Listener() {
            @Override
            public void failed(String message) {
                kubelet.event(pod, fieldPath, Type.WARNING, "Unhealthy", name + " probe failed: " + message);
            }

            @Override
            public void changed(boolean good) {
                verdict.is(good);
                changed.run();
            }
        }));
    }

    private interface Verdict {
        void is(boolean good);
    }
}
