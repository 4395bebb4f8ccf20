package dev.cilab.sandbox.api.registry;

/**
 * @param dryRun  go through everything and store nothing
 * @param version an update must carry the current resourceVersion where the type demands it (custom resources over HTTP)
 */
public record WriteOptions(boolean dryRun, boolean version) {

    public static final WriteOptions NORMAL = new WriteOptions(false, false);
}
