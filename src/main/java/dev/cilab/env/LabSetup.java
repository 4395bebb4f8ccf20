package dev.cilab.env;

import java.util.Map;

/**
 * What an environment that makes a topology itself has to know beyond the topology.
 *
 * @param lab           the lab's name
 * @param ciliumVersion e.g. {@code 1.18.0}; empty = none is wanted
 * @param ciliumValues  Helm values of that Cilium
 */
public record LabSetup(String lab, String ciliumVersion, Map<String, Object> ciliumValues) {

    public LabSetup {
        ciliumValues = Map.copyOf(ciliumValues);
    }
}
