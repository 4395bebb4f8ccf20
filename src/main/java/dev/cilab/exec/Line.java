package dev.cilab.exec;

/** One line of a running command's output, without its line end. */
public record Line(boolean error, String text) {}
