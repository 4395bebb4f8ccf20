package dev.cilab.event;

/** What an action did. */
public enum Effect {
    /** The world already was as wanted. */
    NONE,
    DONE,
    /** Would be done. */
    PLANNED,
    /** Cannot be told before the steps before it have run. */
    UNPREDICTABLE,
    FAILED
}
