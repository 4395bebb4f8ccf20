package dev.cilab.capture;

import dev.cilab.lab.NodeName;

/** Where packets are taken: an interface of a machine; {@code any} for all of them. */
public record Tap(NodeName node, String device) {

    @Override
    public String toString() {
        return node + " " + device;
    }
}
