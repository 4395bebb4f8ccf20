package dev.cilab.event;

/** A hint for a learner: the likely cause, and a line to paste (may be empty). */
public record Advice(String say, String command) {}
