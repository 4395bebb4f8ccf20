package dev.cilab.lab;

import java.time.Duration;

/** How long a check is given. */
public sealed interface Waiting {

    /** One look. */
    record Once() implements Waiting {}

    /** Looks again until it holds or the time is over. {@code name} is the symbolic wait, or empty for a plain duration. */
    record Eventually(Duration longest, String name) implements Waiting {}

    /** Must hold for the whole time: the only way to prove that something does <em>not</em> happen. */
    record Holds(Duration during, String name) implements Waiting {}
}
