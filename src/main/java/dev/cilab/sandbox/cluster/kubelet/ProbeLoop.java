package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.cluster.machinery.Workers;
import java.time.Duration;
import java.util.Optional;

/** Looks again and again, and tells when the thresholds say that the answer has changed. */
final class ProbeLoop {

    private static final int DEFAULT_PERIOD = 10;
    private static final int DEFAULT_FAILURES = 3;

    /** Hears every failed look, and every change of the verdict. */
    interface Listener {
        void failed(String message);

        void changed(boolean good);
    }

    private final Workers workers;
    private final Probe probe;
    private final Listener listener;
    private Boolean verdict;
    private int same;
    private boolean lastGood;
    private volatile boolean cancelled;
    private volatile Runnable alarm = () -> {};

    private ProbeLoop(Workers workers, Probe probe, Listener listener) {
        this.workers = workers;
        this.probe = probe;
        this.listener = listener;
    }

    static ProbeLoop start(Workers workers, Probe probe, Listener listener) {
        ProbeLoop loop = new ProbeLoop(workers, probe, listener);
        loop.alarm = workers.after(Duration.ofSeconds(probe.seconds("initialDelaySeconds", 0)), loop::look);
        return loop;
    }

    void cancel() {
        cancelled = true;
        alarm.run();
    }

    private void look() {
        if (cancelled) {
            return;
        }
        Optional<String> failure = probe.failure();
        if (cancelled) {
            return;
        }
        failure.ifPresent(listener::failed);
        count(failure.isEmpty());
        if (!cancelled) {
            alarm = workers.after(Duration.ofSeconds(probe.seconds("periodSeconds", DEFAULT_PERIOD)), this::look);
        }
    }

    private void count(boolean good) {
        same = good == lastGood ? same + 1 : 1;
        lastGood = good;
        int threshold =
                good ? probe.seconds("successThreshold", 1) : probe.seconds("failureThreshold", DEFAULT_FAILURES);
        if (same >= threshold && (verdict == null || verdict != good)) {
            verdict = good;
            listener.changed(good);
        }
    }
}
