package dev.cilab.env;

import dev.cilab.kube.Guard;
import dev.cilab.lab.Topology;
import java.util.Map;

/**
 * What a handler or probe may reach.
 *
 * @param vars the lab's variables after overrides
 */
public record Scope(Environment environment, Topology topology, Map<String, Object> vars, Guard guard) {

    public Scope {
        vars = Map.copyOf(vars);
    }

    /** The same, seen through something around the environment. */
    public Scope through(Environment wrapped) {
        return new Scope(wrapped, topology, vars, guard);
    }
}
