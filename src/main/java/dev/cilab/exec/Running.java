package dev.cilab.exec;

import java.time.Duration;
import java.util.Optional;

/** A command that was started and not waited for. */
public interface Running extends AutoCloseable {

    boolean alive();

    /** The exit code, or empty when it is still running after the given time. */
    Optional<Integer> await(Duration longest) throws Unreachable;

    /** Ends the command on the far side too, and returns once it is gone. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
