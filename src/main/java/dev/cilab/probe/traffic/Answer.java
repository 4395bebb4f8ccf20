package dev.cilab.probe.traffic;

/**
 * A backend and its part of the answers.
 *
 * @param on       where the requests started
 * @param backend  the value of the line that tells who answered, e.g. a pod's name
 * @param node     where that pod runs; empty if the cluster does not know it
 * @param share    of all answers, 0…1
 * @param expected the cluster counts it among those who should answer
 */
public record Answer(String on, String backend, String node, long count, double share, boolean expected) {}
