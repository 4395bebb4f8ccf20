package dev.cilab.sandbox.cilium;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Runs one job again and again, never twice at once. Triggers that come while it runs lead to one more run; triggers in quick succession lead
 * to one run. A job that fails is run again after a pause.
 */
public final class Reconciler implements AutoCloseable {

    private static final Duration SETTLE = Duration.ofMillis(10);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Job job;
    private final Consumer<Exception> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private long due = Long.MAX_VALUE;
    private boolean closed;

    public Reconciler(String name, Job job, Consumer<Exception> failed) {
        this.job = job;
        this.failed = failed;
        this.thread = Thread.ofVirtual().name(name).start(this::loop);
    }

    /** What is run; any exception means "try again". */
    public interface Job {
        void run() throws Exception;
    }

    public void trigger() {
        triggerIn(SETTLE);
    }

    /** Runs within the given time, or earlier when somebody else asks for it. */
    public void triggerIn(Duration delay) {
        lock.lock();
        try {
            due = Math.min(due, System.nanoTime() + delay.toNanos());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns once a run that is under way has ended; called from the job itself it only marks the end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        while (await()) {
            try {
                job.run();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                failed.accept(e);
                triggerIn(RETRY);
            }
        }
    }

    private boolean await() {
        lock.lock();
        try {
            while (!closed) {
                long left = due - System.nanoTime();
                if (due != Long.MAX_VALUE && left <= 0) {
                    due = Long.MAX_VALUE;
                    return true;
                }
                if (due == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    changed.awaitNanos(left);
                }
            }
            return false;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
