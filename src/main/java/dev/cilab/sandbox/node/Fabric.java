package dev.cilab.sandbox.node;

import java.util.List;

/** The network namespace that holds the bridges, and the nodes wired to them. Closing it ends every process in it. */
public interface Fabric extends AutoCloseable {

    List<Node> nodes();

    /** @throws IllegalArgumentException when there is no such node */
    Node node(String name);

    /** Pid of the fabric's init on this machine; its end is the sandbox's end. */
    long pid();

    @Override
    void close();
}
