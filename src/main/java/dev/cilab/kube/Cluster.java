package dev.cilab.kube;

import dev.cilab.exec.Command;
import dev.cilab.exec.Line;
import dev.cilab.exec.LineSink;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ClusterName;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One Kubernetes API server. Reads are free; every write takes a {@link Permit}. Errors of the server are {@link KubeError}, a server that
 * does not answer is {@link Unreachable}.
 */
public interface Cluster extends AutoCloseable {

    ClusterName name();

    /** The Kubernetes server version, e.g. {@code v1.33.2}. */
    String version() throws Unreachable;

    /** UID of the kube-system namespace. */
    String uid() throws Unreachable;

    Optional<KubeObject> get(Ref ref) throws Unreachable;

    /** @param labelSelector empty = all; @param fieldSelector empty = all */
    List<KubeObject> list(Ref ref, String labelSelector, String fieldSelector) throws Unreachable;

    default List<KubeObject> list(Ref ref) throws Unreachable {
        return list(ref, "", "");
    }

    /** Does the server serve this resource (kind, plural or short name, optional .group)? Its preferred apiVersion, or empty. */
    Optional<String> serves(String kind) throws Unreachable;

    /** Server-side apply as field manager {@code cilab}; with {@code dryRun} the server computes and stores nothing. */
    KubeObject apply(Permit permit, JsonNode manifest, boolean dryRun) throws Unreachable;

    KubeObject patch(Permit permit, Ref ref, PatchType type, JsonNode patch) throws Unreachable;

    /** Patches a subresource, e.g. {@code scale}. */
    KubeObject patch(Permit permit, Ref ref, String subresource, PatchType type, JsonNode patch) throws Unreachable;

    KubeObject create(Permit permit, JsonNode object) throws Unreachable;

    /**
     * Asks for the eviction of a pod, which disruption budgets may forbid: then the error has code 429.
     *
     * @return false when the pod was gone already
     */
    boolean evict(Permit permit, String namespace, String pod) throws Unreachable;

    /** @return false when there was nothing to delete */
    boolean delete(Permit permit, Ref ref) throws Unreachable;

    /** Waits by a watch, not by polling, until the listed objects satisfy the condition; returns the last list either way. */
    List<KubeObject> await(Ref ref, String labelSelector, Predicate<List<KubeObject>> until, Duration longest)
            throws Unreachable;

    /** Runs a command in a container; {@code container} empty = the default one. */
    Result exec(String namespace, String pod, String container, Command command) throws Unreachable;

    /** Starts a command in a container whose output is told line by line while it runs. */
    default Running start(String namespace, String pod, String container, Command command, Consumer<Line> lines)
            throws Unreachable {
        return stream(namespace, pod, container, command, new LineSink(false, lines), lines);
    }

    /** As {@link #start}, with standard output as bytes. */
    Running stream(
            String namespace, String pod, String container, Command command, OutputStream out, Consumer<Line> errors)
            throws Unreachable;

    /** The last lines of a container's log. */
    String logs(String namespace, String pod, String container, int tail) throws Unreachable;

    /** For programs that speak to the API server themselves. */
    KubeContext context();

    /** The command a person would type to see the same, e.g. {@code kubectl --context bgp get nodes -L enable-bgp}. */
    String paste(String kubectlArguments);

    @Override
    void close();

    /** The three patch formats of the API. */
    enum PatchType {
        JSON,
        MERGE,
        STRATEGIC
    }
}
