package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.node.Node;
import java.util.List;

/**
 * A node of the cluster that Cilium runs in.
 *
 * @param devices interfaces that lead out of it
 */
public record Member(Node node, List<String> devices) {

    public Member {
        devices = List.copyOf(devices);
    }

    public String name() {
        return node.name();
    }
}
