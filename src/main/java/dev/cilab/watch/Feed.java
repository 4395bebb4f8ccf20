package dev.cilab.watch;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeError;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one pane up to date: looks when something says that it may have changed, and else seldom. A burst of triggers is one look.
 */
final class Feed implements AutoCloseable {

    /** After a trigger: what comes together is seen together. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    /** Asks. */
    @FunctionalInterface
    interface Look {
        Content look() throws Unreachable;
    }

    private final Pane pane;
    private final Look look;
    private final Duration seldom;
    private final Board board;
    private final Semaphore triggers = new Semaphore(0);
    private final Thread thread;

    /** @param seldom between two looks when nothing triggers one */
    Feed(Pane pane, Look look, Duration seldom, Board board) {
        this.pane = pane;
        this.look = look;
        this.seldom = seldom;
        this.board = board;
        this.thread = Thread.ofVirtual().name("watch " + pane.word()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void trigger() {
        triggers.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                once();
                if (triggers.tryAcquire(seldom.toMillis(), TimeUnit.MILLISECONDS)) {
                    Thread.sleep(SETTLE);
                    triggers.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            board.publish(pane, look.look());
        } catch (Unreachable e) {
            board.problem(pane, e.where() + ": " + e.getMessage());
        } catch (KubeError | IllegalArgumentException e) {
            board.problem(pane, String.valueOf(e.getMessage()));
        }
    }
}
