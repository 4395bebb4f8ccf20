package dev.cilab.sandbox.cluster.machinery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the queues of one control plane and ends them together; one thread keeps all their alarms. */
public final class Workers implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;
    private final List<KeyedQueue> queues = new CopyOnWriteArrayList<>();

    public Workers() {
        timer = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("alarms").unstarted(task));
        timer.setRemoveOnCancelPolicy(true);
    }

    public KeyedQueue queue(String name, KeyedQueue.Reconciler reconciler) {
        KeyedQueue queue = new KeyedQueue(name, reconciler, timer);
        queues.add(queue);
        return queue;
    }

    /** Runs a task once, later, on a thread of its own; the handle cancels it. After the end nothing is run. */
    public Runnable after(Duration pause, Runnable task) {
        try {
            ScheduledFuture<?> alarm =
                    timer.schedule(() -> Thread.startVirtualThread(task), pause.toNanos(), TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        queues.forEach(KeyedQueue::close);
        timer.shutdownNow();
    }
}
