package dev.cilab.capture;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Brings what several sources tell into the order of its times. Each waits a moment for earlier ones that are still on their way, so the order is right
 * as long as clocks and connections differ by less than that. Memory is bounded: when too many wait, the earliest goes on at once.
 */
public final class Merge<T> implements AutoCloseable {

    /** Takes what is next, on one thread. */
    @FunctionalInterface
    public interface Sink<T> {

        /** @throws IOException nothing more is taken */
        void take(T item) throws IOException;
    }

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int MOST = 50_000;

    private record Waiting<T>(long arrived, Instant time, T item) {}

    private final Sink<T> sink;
    private final Function<T, Instant> time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiting<T>> waiting =
            new PriorityQueue<>(Comparator.comparing((Waiting<T> w) -> w.time()).thenComparing(Waiting::arrived));
    private final CompletableFuture<Optional<IOException>> ended = new CompletableFuture<>();
    private boolean last;

    public Merge(Function<T, Instant> time, Sink<T> sink) {
        this.time = time;
        this.sink = sink;
        // not a virtual thread: the sink may write to a pipe
        Thread.ofPlatform().daemon().name("merge").start(this::run);
    }

    public void offer(T item) {
        lock.lock();
        try {
            while (waiting.size() >= 2 * MOST && !ended.isDone()) {
                changed.awaitUninterruptibly();
            }
            waiting.add(new Waiting<>(System.nanoTime(), time.apply(item), item));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows; completes when all have been taken, or with the reason why the sink takes no more. */
    CompletableFuture<Optional<IOException>> finish() {
        lock.lock();
        try {
            last = true;
            changed.signalAll();
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Completes when the sink takes no more. */
    CompletableFuture<Optional<IOException>> ended() {
        return ended;
    }

    /** Returns when all have been taken. */
    @Override
    public void close() {
        finish().handle((done, failure) -> done).join();
    }

    private void run() {
        try {
            for (Waiting<T> next = next(); next != null; next = next()) {
                sink.take(next.item());
            }
            ended.complete(Optional.empty());
        } catch (IOException e) {
            ended.complete(Optional.of(e));
        } catch (InterruptedException e) {
            ended.complete(Optional.of(new IOException("interrupted", e)));
        } catch (RuntimeException e) { // a bug in the sink is the capture's caller's to tell
            ended.completeExceptionally(e);
        }
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Waiting<T> next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Waiting<T> head = waiting.peek();
                if (head == null && last) {
                    return null;
                }
                long wait = head == null ? Long.MAX_VALUE : head.arrived() + PATIENCE_NANOS - System.nanoTime();
                if (head != null && (last || wait <= 0 || waiting.size() > MOST)) {
                    changed.signalAll();
                    return waiting.poll();
                }
                if (head == null) {
                    changed.await();
                } else {
                    changed.awaitNanos(wait);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
