package dev.cilab.probe.traffic;

import dev.cilab.measure.Failure;

/** Requests without an answer, by kind; {@code reason} is what curl said of the last. */
public record Loss(String on, Failure kind, long count, String reason) {}
