package dev.cilab.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A taught subject, read from its folder with every variable replaced: nothing in it has to be interpreted again.
 *
 * @param vars     variables after the environment's and the user's overrides, in the order of the file
 * @param core     the last step of what the lab is built on: as far as {@code up} goes; the rest is taken by {@code run}
 * @param commands the lab's own verbs, e.g. {@code connect}
 */
public record Lab(
        String name,
        String title,
        Topology topology,
        Map<String, Object> vars,
        Waits waits,
        List<Step> steps,
        Optional<String> core,
        List<LabCommand> commands) {

    public Lab {
        steps = List.copyOf(steps);
        commands = List.copyOf(commands);
    }

    public Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
