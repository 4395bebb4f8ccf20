package dev.cilab.sandbox.node;

import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The network namespace that holds the bridges, and the nodes wired to them. Closing it ends every process in it. */
public interface Fabric extends AutoCloseable {

    /**
     * Builds the topology: returns when all nodes are wired and their services run. Ends by itself when this process ends, however that is.
     *
     * @param exchange see {@link #exchange}; it is made, and its parent folder should be private
     * @throws SandboxFailure when it cannot be built; nothing is left then
     */
    static Fabric open(SandboxSpec spec, SshKeys keys, Path exchange) {
        return new LinuxFabric(spec, keys, exchange);
    }

    /** Where {@link #exchange} is mounted in nodes and pods. */
    String EXCHANGE = "/run/cilab";

    List<Node> nodes();

    /** @throws IllegalArgumentException when there is no such node */
    Node node(String name);

    /** Pulls a node's plug: everything in it ends, nothing is told farewell. Returns when it is gone; a node without power stays as it is. */
    void powerOff(String name);

    /**
     * Gives a node its power back: it starts with the disk that it had, its network and its services; its kubelet does the rest. A node that
     * has power stays as it is.
     *
     * @throws SandboxFailure when it does not start
     */
    void powerOn(String name);

    /** Tells of every node that came back, with its network and services running. */
    void onReturn(Consumer<Node> listener);

    /** Pid of the fabric's init on this machine; its end is the sandbox's end. */
    long pid();

    /**
     * A folder of this machine that every node and pod sees, read-only for them, as {@link #EXCHANGE}: for sockets that the daemon listens
     * on and processes in pods connect to, and for scripts.
     */
    Path exchange();

    /** Done when the fabric's init has ended, for whatever reason. */
    CompletionStage<Void> ended();

    @Override
    void close();
}
