package dev.cilab.env.sandbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Ends a sandbox: its daemon is asked, and exactly the processes that carry its mark are killed when that does not help. */
final class Ending {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** The processes are no children of this one, so nobody tells. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    private Ending() {}

    static void of(Marks marks) {
        List<Marks.Marked> found = marks.find();
        found.stream().filter(Marks.Marked::daemon).forEach(daemon -> handle(daemon)
                .ifPresent(ProcessHandle::destroy));
        if (found.stream().anyMatch(Marks.Marked::daemon) && ended(marks, found)) {
            return;
        }
        // a node's init before its pods': each takes what is below it along
        marks.find().stream()
                .sorted(Comparator.comparing(Marks.Marked::pod).thenComparing(Marks.Marked::pid))
                .forEach(process -> handle(process).ifPresent(ProcessHandle::destroyForcibly));
        ended(marks, found);
    }

    private static Optional<ProcessHandle> handle(Marks.Marked process) {
        return ProcessHandle.of(process.pid());
    }

    private static boolean ended(Marks marks, List<Marks.Marked> processes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processes.stream().anyMatch(marks::runs)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
