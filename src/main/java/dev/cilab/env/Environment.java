package dev.cilab.env;

import dev.cilab.event.Events;
import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.ChartSource;
import dev.cilab.helm.HelmFailure;
import dev.cilab.kube.Cluster;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a topology lives. Sandbox, kind, Vagrant and adopted machines differ only behind this seam. */
public interface Environment extends AutoCloseable {

    String name();

    /** What this environment can do; a step that needs more is skipped with the reason. */
    Set<Capability> capabilities();

    /** Everything that would stop {@link #up}, all at once, each with its fix. Empty when ready. */
    List<Finding> preflight(Topology topology);

    /** Makes the topology exist. Converges: from nothing, from half-built, from already there (then it changes nothing). */
    void up(Topology topology, Events events) throws NotReady;

    /** Asked from the runtime, never from a file. */
    Liveness state(Topology topology);

    /**
     * Begins to connect to what is up, and returns at once: a connection takes longer than the reading of a lab that goes on meanwhile. What
     * cannot be reached is told by whoever asks for it.
     */
    default void connectAhead(Topology topology) {}

    /** The node's command seam; one connection per node, made at first use and kept until this environment is closed. */
    Host host(NodeName node) throws Unreachable;

    /** The cluster's API; the connection is made at first use. */
    Cluster cluster(ClusterName name) throws Unreachable;

    /**
     * Where the Helm chart of this name comes from when nothing else is said, e.g. {@code cilium}; empty = not known here.
     *
     * @param version that is wanted of it
     */
    default Optional<ChartSource> chart(String name, String version) throws HelmFailure {
        return ChartSource.official(name);
    }

    /**
     * What a person would run on this machine to get a shell on the node, or to run a command there with the terminal attached.
     *
     * @param command empty = an interactive shell
     */
    List<String> shell(NodeName node, List<String> command);

    /** What the user's own tools need to reach the topology, e.g. {@code KUBECONFIG} and {@code CILAB_SSH_CONFIG} (paths). */
    Map<String, String> exports(Topology topology);

    /** Why a run may change nothing here, in words for the user; empty where it may. */
    default Optional<String> whyUnchangeable() {
        return Optional.empty();
    }

    /** True where {@link #down} leaves the topology standing, because others made it: a lab's steps are taken back one by one instead. */
    default boolean outlivesDown() {
        return false;
    }

    /** Has the machine power? Asked from the runtime. */
    default boolean powered(NodeName node) throws Unreachable {
        throw new Unreachable(node.value(), "environment " + name() + " cannot switch machines");
    }

    /**
     * Takes a machine's power away without warning, or gives it back and waits until it can be logged in to. Needs {@link Capability#POWER}.
     */
    default void power(NodeName node, boolean on) throws Unreachable {
        throw new Unreachable(node.value(), "environment " + name() + " cannot switch machines");
    }

    /** Removes all that {@link #up} made, found by its marks; returns what could not be removed. */
    List<Leftover> down(Topology topology, Events events);

    /** Closes connections; the topology stays up. */
    @Override
    void close();
}
