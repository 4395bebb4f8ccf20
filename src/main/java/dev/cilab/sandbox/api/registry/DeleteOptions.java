package dev.cilab.sandbox.api.registry;

/**
 * @param grace           seconds; negative = the object's own
 * @param uid             precondition; empty = any
 * @param resourceVersion precondition; empty = any
 */
public record DeleteOptions(long grace, Propagation propagation, String uid, String resourceVersion, boolean dryRun) {

    public static final DeleteOptions NORMAL = new DeleteOptions(-1, Propagation.BACKGROUND, "", "", false);
    public static final DeleteOptions NOW = new DeleteOptions(0, Propagation.BACKGROUND, "", "", false);

    /** What becomes of the objects that name the deleted one as owner. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }
}
