package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.ApiError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a reconciler once per key that was added: never twice at a time for one key, side by side for different keys, again when the key
 * was added meanwhile, and again after a growing pause when it failed. When somebody else was
 * faster (409, 404) it is retried at once, and reads anew. No thread lives while there is nothing to do.
 */
public final class KeyedQueue {

    /** Brings one object closer to what it should be. */
    @FunctionalInterface
    public interface Reconciler {
        void reconcile(Key key);
    }

    private static final Logger LOG = System.getLogger(KeyedQueue.class.getName());
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int IMMEDIATE_RETRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final int DOUBLINGS = 10;

    private final String name;
    private final Reconciler reconciler;
    private final ScheduledExecutorService timer;
    private final Map<Key, Work> work = new HashMap<>();
    private boolean closed;

    KeyedQueue(String name, Reconciler reconciler, ScheduledExecutorService timer) {
        this.name = name;
        this.reconciler = reconciler;
        this.timer = timer;
    }

    public void add(Key key) {
        synchronized (work) {
            if (closed) {
                return;
            }
            Work item = work.computeIfAbsent(key, added -> new Work());
            item.wanted = true;
            if (!item.running) {
                item.running = true;
                Thread.ofVirtual().name(name + " " + key).start(() -> run(key, item));
            }
        }
    }

    /** Adds the key later; of several for one key the earliest counts. */
    public void addAfter(Key key, Duration pause) {
        synchronized (work) {
            if (closed) {
                return;
            }
            Work item = work.computeIfAbsent(key, added -> new Work());
            long nanos = Math.max(0, pause.toNanos());
            if (item.alarm != null && !item.alarm.isDone()) {
                if (item.alarm.getDelay(TimeUnit.NANOSECONDS) <= nanos) {
                    return;
                }
                item.alarm.cancel(false);
            }
            item.alarm = timer.schedule(() -> add(key), nanos, TimeUnit.NANOSECONDS);
        }
    }

    void close() {
        synchronized (work) {
            closed = true;
            work.clear();
        }
    }

    private void run(Key key, Work item) {
        while (begin(key, item)) {
            try {
                reconciler.reconcile(key);
                item.failures = 0;
            } catch (RuntimeException failure) {
                failed(key, item, failure);
            }
        }
    }

    private boolean begin(Key key, Work item) {
        synchronized (work) {
            if (item.wanted && !closed) {
                item.wanted = false;
                return true;
            }
            item.running = false;
            if (item.failures == 0 && (item.alarm == null || item.alarm.isDone())) {
                work.remove(key, item);
            }
            return false;
        }
    }

    private void failed(Key key, Work item, RuntimeException failure) {
        item.failures++;
        boolean outdated = failure instanceof ApiError error && (error.code() == CONFLICT || error.code() == NOT_FOUND);
        if (outdated && item.failures <= IMMEDIATE_RETRIES) {
            add(key);
            return;
        }
        if (!closedNow()) {
            LOG.log(Level.WARNING, () -> name + " " + key + ": " + failure, failure);
        }
        addAfter(key, FIRST_PAUSE.multipliedBy(1L << Math.min(item.failures, DOUBLINGS)));
    }

    private boolean closedNow() {
        synchronized (work) {
            return closed;
        }
    }

    private static final class Work {
        private boolean running;
        private boolean wanted;
        private volatile int failures;
        private ScheduledFuture<?> alarm;
    }
}
