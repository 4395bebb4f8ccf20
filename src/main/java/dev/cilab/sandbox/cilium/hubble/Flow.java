package dev.cilab.sandbox.cilium.hubble;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** A flow in the form of {@code hubble observe -o jsonpb} (api/v1/flow/flow.proto). @param json the whole line */
record Flow(Instant time, ObjectNode json) {

    /** The flow itself, without what is around it. */
    ObjectNode flow() {
        return (ObjectNode) json.path("flow");
    }
}
