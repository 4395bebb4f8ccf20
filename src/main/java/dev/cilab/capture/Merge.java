package dev.cilab.capture;

import dev.cilab.capture.pcap.Packet;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Brings the packets of several taps into one order. Each waits a moment for earlier ones that are still on their way, so the order is right
 * as long as clocks and connections differ by less than that. Memory is bounded: when too many wait, the earliest goes on at once.
 */
final class Merge {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int MOST = 50_000;

    private record Waiting(long arrived, Tap tap, Packet packet) {}

    private final PacketSink sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing((Waiting w) -> w.packet().time()).thenComparing(Waiting::arrived));
    private final CompletableFuture<Optional<IOException>> ended = new CompletableFuture<>();
    private boolean last;

    Merge(PacketSink sink) {
        this.sink = sink;
        // not a virtual thread: the sink may write to a pipe
        Thread.ofPlatform().daemon().name("capture merge").start(this::run);
    }

    void offer(Tap tap, Packet packet) {
        lock.lock();
        try {
            while (waiting.size() >= 2 * MOST && !ended.isDone()) {
                changed.awaitUninterruptibly();
            }
            waiting.add(new Waiting(System.nanoTime(), tap, packet));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No packet follows; completes when all have been taken, or with the reason why the sink takes no more. */
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

    private void run() {
        try {
            for (Waiting next = next(); next != null; next = next()) {
                sink.packet(next.tap(), next.packet());
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

    private Waiting next() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Waiting head = waiting.peek();
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
