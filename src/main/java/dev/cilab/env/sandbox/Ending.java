package dev.cilab.env.sandbox;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a sandbox: its daemon is asked, and exactly the processes that carry its mark are killed when that does not help. */
final class Ending {

    private static final long PATIENCE_SECONDS = 5;

    private Ending() {}

    static void of(Marks marks) {
        List<Marks.Marked> found = marks.find();
        found.stream().filter(Marks.Marked::daemon).forEach(daemon -> handle(daemon)
                .ifPresent(ProcessHandle::destroy));
        if (found.stream().anyMatch(Marks.Marked::daemon) && ended(found)) {
            return;
        }
        // a node's init before its pods': each takes what is below it along
        marks.find().stream()
                .sorted(Comparator.comparing(Marks.Marked::pod).thenComparing(Marks.Marked::pid))
                .forEach(process -> handle(process).ifPresent(ProcessHandle::destroyForcibly));
        ended(found);
    }

    private static Optional<ProcessHandle> handle(Marks.Marked process) {
        return ProcessHandle.of(process.pid());
    }

    private static boolean ended(List<Marks.Marked> processes) {
        CompletableFuture<?>[] all = processes.stream()
                .flatMap(process -> handle(process).stream())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
