package dev.cilab.sandbox.api.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Objects in the order of their keys, and the cluster's revision at that moment. */
public record Snapshot(long revision, List<ObjectNode> objects) {

    public Snapshot {
        objects = List.copyOf(objects);
    }
}
