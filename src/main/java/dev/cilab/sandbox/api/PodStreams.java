package dev.cilab.sandbox.api;

import java.io.InputStream;
import java.util.List;

/** What the API server asks of the kubelets: to run something in a container, to read its log. */
public interface PodStreams {

    /**
     * Starts a command in a running container. The process's streams are real pipes (or one pseudo terminal when {@code tty}).
     *
     * @throws ApiError 404 when the pod or container is unknown, 400 when it does not run
     */
    Process exec(String namespace, String pod, String container, List<String> command, boolean tty);

    /** The container's main process's output; when {@code follow}, the stream ends with the container. */
    InputStream logs(String namespace, String pod, String container, LogOptions options);

    /** A connection to a port inside the pod's network namespace: its streams are the process's streams. */
    Process forward(String namespace, String pod, int port);

    /** Resizes the pseudo terminal of a process that {@link #exec} started with {@code tty}. */
    void resize(Process process, int columns, int rows);

    /** @param tailLines negative = all; @param sinceSeconds negative = all */
    record LogOptions(boolean follow, int tailLines, int sinceSeconds, boolean timestamps, boolean previous) {}
}
