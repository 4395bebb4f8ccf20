package dev.cilab.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A step that a run has come to. Its end may still be on its way. */
final class TakenStep {

    private final StepRun run;
    private final Interruption interruption;
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();

    TakenStep(StepRun run, Interruption interruption) {
        this.run = run;
        this.interruption = interruption;
    }

    StepRun run() {
        return run;
    }

    /** Raised when this step is no longer wanted, by whoever waits for the run or because a step before it has failed. */
    Interruption interruption() {
        return interruption;
    }

    CompletableFuture<ExitCode> end() {
        return end;
    }

    void ended(ExitCode exit) {
        end.complete(exit);
    }

    void endsWith(Supplier<ExitCode> work) {
        Thread.startVirtualThread(() -> {
            try {
                end.complete(work.get());
            } catch (Throwable e) { // a bug in the work is the caller's to tell
                end.completeExceptionally(e);
            }
        });
    }

    ExitCode join() {
        try {
            return end.join();
        } catch (CompletionException e) {
            throw switch (e.getCause()) {
                case RuntimeException runtime -> runtime;
                case Error error -> throw error;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }

    /** Ends it without asking how it went. */
    void abandon() {
        interruption.raise();
        end.exceptionally(failure -> ExitCode.INTERRUPTED).join();
    }
}
