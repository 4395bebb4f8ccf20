package dev.cilab.sandbox;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.PodStreams;
import java.io.InputStream;
import java.util.List;

/** The kubelets' streams for an API server that serves before the nodes are there: until then no pod runs. */
final class LatePodStreams implements PodStreams {

    private volatile PodStreams kubelets;

    void lead(PodStreams there) {
        kubelets = there;
    }

    @Override
    public Process exec(String namespace, String pod, String container, List<String> command, boolean tty) {
        return kubelets(pod).exec(namespace, pod, container, command, tty);
    }

    @Override
    public InputStream logs(String namespace, String pod, String container, LogOptions options) {
        return kubelets(pod).logs(namespace, pod, container, options);
    }

    @Override
    public Process forward(String namespace, String pod, int port) {
        return kubelets(pod).forward(namespace, pod, port);
    }

    @Override
    public void resize(Process process, int columns, int rows) {
        kubelets.resize(process, columns, rows);
    }

    private PodStreams kubelets(String pod) {
        PodStreams there = kubelets;
        if (there == null) {
            throw new ApiError(404, "NotFound", "pods \"" + pod + "\" not found");
        }
        return there;
    }
}
