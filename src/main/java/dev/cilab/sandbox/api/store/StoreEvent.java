package dev.cilab.sandbox.api.store;

import tools.jackson.databind.node.ObjectNode;

/**
 * One committed write. Its nodes are the stored ones: they are never changed, by anybody.
 *
 * @param before the object as it was; null when it was created
 * @param object the object as it is; when deleted, its last state with the deletion's resourceVersion
 */
public record StoreEvent(long revision, Bucket bucket, Key key, Kind kind, ObjectNode before, ObjectNode object) {

    /** As watch events call it. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }
}
