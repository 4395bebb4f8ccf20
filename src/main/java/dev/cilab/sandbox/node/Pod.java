package dev.cilab.sandbox.node;

import dev.cilab.exec.FileMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A pod's namespaces on a node: real processes, no image layers (the tools are this machine's own). */
public interface Pod {

    String uid();

    String ip();

    /** Host pid of its init. */
    long pid();

    boolean alive();

    /** Starts a process in the pod, as its root, with pipes. */
    Process start(List<String> argv, Map<String, String> environment, String workingDir);

    /** Starts a process in the pod on a new pseudo terminal; its output carries both streams. */
    Process startOnTerminal(List<String> argv, Map<String, String> environment, String workingDir);

    void resizeTerminal(Process process, int columns, int rows);

    /** A file of the pod's file system as this machine's root namespace reaches it: to read, as {@link Node#file}. */
    Path file(String absolutePath);

    /** Writes a file of the pod atomically, owned by its root; makes missing folders. */
    void put(byte[] content, String absolutePath, FileMode mode);

    /** SIGTERM to its processes, SIGKILL after the grace period, then its namespaces and link are gone. Idempotent. */
    void delete(Duration grace);
}
