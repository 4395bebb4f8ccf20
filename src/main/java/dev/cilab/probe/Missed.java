package dev.cilab.probe;

/**
 * A part of a look that gave no answer.
 *
 * @param place one of {@link Sightings#places}
 * @param where the node, pod or server that did not answer
 */
public record Missed(String place, String where, String why) {}
