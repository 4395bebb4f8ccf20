package dev.cilab.sandbox.cluster;

import dev.cilab.sandbox.node.Node;
import dev.cilab.sandbox.node.Pod;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a known image runs. Images that are not in the catalogue are never pretended to run: they end in ImagePullBackOff. */
public interface Workload {

    /** Starts the container's main process. A start that fails is an exception whose message the pod's status shows. */
    Main start(Container container);

    /**
     * @param object  the Pod object
     * @param spec    the container's entry in {@code spec.containers}
     * @param argv    command and args of the spec; empty = the image's own entry point
     * @param log     where the main process's output goes
     * @param changed to be called after {@link Main#alive} or {@link Main#ready} has changed, from any thread: nobody polls them
     */
    record Container(
            Node node,
            Pod pod,
            ObjectNode object,
            ObjectNode spec,
            List<String> argv,
            Map<String, String> environment,
            Log log,
            Runnable changed) {}

    /** Whether its processes answer the probes of the spec; where not, {@link Main#ready} stands for the readiness probe. */
    default boolean answersProbes() {
        return true;
    }

    /** A container's log. Thread-safe. */
    interface Log {

        /** @param text one line without its line end */
        void line(String text);
    }

    /** A running main process. */
    interface Main {

        boolean alive();

        /** Only once it is not alive. */
        int exitCode();

        /** Is it serving? Counts beside the spec's readiness probe, so that a container is not ready before its process is. */
        boolean ready();

        /** SIGTERM. */
        void terminate();

        /** SIGKILL, for one that did not end in its grace period. */
        default void kill() {
            terminate();
        }
    }
}
