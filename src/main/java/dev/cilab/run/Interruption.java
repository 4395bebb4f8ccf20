package dev.cilab.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The wish to end early, and how work in other threads is made to heed it. */
final class Interruption {

    /** What interrupted work may still take to leave things in order. */
    private static final Duration TIDY_UP = Duration.ofSeconds(1);

    private final CompletableFuture<Void> wish = new CompletableFuture<>();

    void raise() {
        wish.complete(null);
    }

    /** Raised with this one, and may be raised without it. */
    Interruption child() {
        Interruption child = new Interruption();
        wish.thenRun(child::raise);
        return child;
    }

    boolean raised() {
        return wish.isDone();
    }

    /** {@link #callAll} for one piece of work. */
    <T> T call(Callable<T> work, Duration grace) {
        return callAll(List.of(work), grace).getFirst();
    }

    /**
     * Does all the work at the same time, each piece in a thread of its own. After the wish it is given {@code grace}, then its threads are
     * interrupted.
     *
     * @return results in the order of the work; null for what was abandoned
     */
    <T> List<T> callAll(List<? extends Callable<T>> work, Duration grace) {
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<T>> results = new ArrayList<>();
        for (Callable<T> each : work) {
            CompletableFuture<T> result = new CompletableFuture<>();
            results.add(result);
            threads.add(Thread.startVirtualThread(() -> complete(result, each)));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null);
        CompletableFuture.anyOf(all, wish).join();
        await(all, grace);
        if (!all.isDone()) {
            threads.forEach(Thread::interrupt);
            await(all, TIDY_UP);
        }
        List<T> values = new ArrayList<>();
        results.forEach(result -> values.add(value(result)));
        return values;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
        try {
            result.complete(work.call());
        } catch (InterruptedException e) {
            result.complete(null);
        } catch (Throwable e) { // a bug in the work is the caller's to tell
            result.completeExceptionally(e);
        }
    }

    private static void await(CompletableFuture<Void> all, Duration longest) {
        all.copy()
                .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static <T> T value(CompletableFuture<T> result) {
        try {
            return result.getNow(null);
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case RuntimeException runtime -> runtime;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }
}
