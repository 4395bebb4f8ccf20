package dev.cilab.env.trace;

import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.time.Instant;

/** Takes the time of one piece of work and tells of it, however it ends. */
final class Stopwatch {

    /** Work that may not reach what it asks. */
    @FunctionalInterface
    interface Work<T> {

        T run() throws Unreachable;
    }

    private Stopwatch() {}

    static <T> T told(Events events, String where, String command, Work<T> work) throws Unreachable {
        Instant start = Instant.now();
        try {
            return work.run();
        } finally {
            Instant end = Instant.now();
            events.emit(new Event.Traced(end, where, command, Duration.between(start, end)));
        }
    }
}
