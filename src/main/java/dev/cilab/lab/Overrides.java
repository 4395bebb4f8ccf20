package dev.cilab.lab;

import java.util.Map;

/**
 * What changes a lab's variables and waits from outside.
 *
 * @param environment its file {@code env/<environment>.yaml} is read when the lab has one
 * @param set         {@code --set name=value} of the command line; wins over the environment's file
 */
public record Overrides(String environment, Map<String, String> set) {

    public Overrides {
        set = Map.copyOf(set);
    }

    public static Overrides none(String environment) {
        return new Overrides(environment, Map.of());
    }
}
