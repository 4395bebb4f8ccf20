package dev.cilab.exec;

import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A place where commands run: this machine, an SSH node, a container, a pod. Everything above talks to nodes through this one seam, so a
 * probe or an action is written once for every environment.
 */
public interface Host extends AutoCloseable {

    String name();

    /**
     * Runs a command to its end. A non-zero exit is a {@link Result}, not an exception.
     *
     * @throws Unreachable when the command could not be run at all, or its outcome is not known (connection cut, time-out)
     */
    Result run(Command command) throws Unreachable;

    /** Starts a command whose output is consumed while it runs; {@link Running#stop} ends it. */
    Running start(Command command, Consumer<Line> lines) throws Unreachable;

    /**
     * Starts a command whose standard output is not text: its bytes go to {@code out} as they come, what it says on standard error comes as
     * lines. {@code out} is closed at the end of the output, also when the connection is lost; it must take what it is given (a write that
     * throws ends the reading, not the command).
     */
    Running stream(Command command, OutputStream out, Consumer<Line> errors) throws Unreachable;

    /** Writes a file atomically (temporary name, then rename), binary-safe, owned by the user that {@link #run} would be. */
    void put(byte[] content, String path, FileMode mode) throws Unreachable;

    /** What a person would type in a terminal of this machine to run the command there; secrets appear as {@code $NAME}. */
    String paste(Command command);

    @Override
    void close();
}
