package dev.cilab.probe.mesh;

/**
 * Something that keeps clusters from being one mesh, in the order in which a person thinks: symptom, cause, fix.
 *
 * @param rule    a short name, e.g. {@code same-id}
 * @param cluster where it was found; several are joined by a comma
 * @param symptom what one sees of it
 * @param cause   what is wrong, with the values that were found
 * @param fix     what to do, a line to paste where there is one
 */
public record Obstacle(String rule, String cluster, String symptom, String cause, String fix) {}
