package dev.cilab.lab;

import java.util.List;
import java.util.Map;

/**
 * What {@code env/ENVIRONMENT.yaml} says of the machines themselves.
 *
 * @param image what machines are made from, e.g. {@code kindest/node:v1.33.2}; empty = the environment's own choice
 * @param tools packages to install on every machine
 * @param ports by machine: ports of this computer (key) that lead to ports of the machine (value)
 * @param files paths in the lab's folder that machines are made with
 */
public record Provisioning(
        String image, List<String> tools, Map<NodeName, Map<Integer, Integer>> ports, List<String> files) {

    public static final Provisioning NONE = new Provisioning("", List.of(), Map.of(), List.of());

    public Provisioning {
        tools = List.copyOf(tools);
        ports = Map.copyOf(ports);
        files = List.copyOf(files);
    }
}
