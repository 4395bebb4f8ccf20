package dev.cilab.event;

/** How a check or step came out. */
public enum Result {
    PASS,
    FAIL,
    /** Could not look; never counts as passed. */
    UNKNOWN,
    /** Not applicable here or any more. */
    SKIP
}
