package dev.cilab.sandbox.api.registry;

import tools.jackson.databind.node.ObjectNode;

/**
 * What one kind adds to the rules of all objects. The object is the caller's own copy and may be changed where a method says so; {@code old} is
 * the stored object, not to be changed, null on create.
 */
public interface Rules {

    /** A kind without rules of its own. */
    Rules NONE = new Rules() {};

    /** Fills in what the client left out. */
    default void complete(ObjectNode object, ObjectNode old) {}

    default void validate(ObjectNode object, ObjectNode old, Causes causes) {}

    /** Last step of a write, while nobody else writes: claims what is unique in the cluster (addresses, ports, names). */
    default void claim(ObjectNode object, ObjectNode old, Causes causes) {}
}
