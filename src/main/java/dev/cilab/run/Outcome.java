package dev.cilab.run;

/** How a run ended. */
public record Outcome(ExitCode exit, Recap recap) {}
