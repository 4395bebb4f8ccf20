package dev.cilab.env;

/** Something cilab made that is still there, e.g. kind {@code process}, id {@code 4711}, and the command that removes it. */
public record Leftover(String kind, String id, String description, String remove) {}
