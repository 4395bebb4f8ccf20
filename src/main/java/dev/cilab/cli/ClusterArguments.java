package dev.cilab.cli;

import dev.cilab.lab.LabCommand;
import dev.cilab.lab.LabCommand.Argument;
import dev.cilab.lab.LabCommand.Kind;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Arguments that name clusters: each must be in the topology, and none may come twice. */
record ClusterArguments(Topology topology, LabCommand command) {

    /** @param words what was given for an argument of that name */
    void require(Function<String, List<String>> words) throws UsageError {
        List<String> known =
                topology.clusters().stream().map(each -> each.name().value()).toList();
        Set<String> seen = new HashSet<>();
        for (Argument argument : command.args()) {
            if (argument.kind() == Kind.TEXT) {
                continue;
            }
            for (String name : words.apply(argument.name())) {
                if (!known.contains(name)) {
                    throw new UsageError(
                            "lab " + topology.name() + " has no cluster \"" + name + "\"; "
                                    + Suggestion.of(name, known),
                            "");
                }
                if (!seen.add(name)) {
                    throw new UsageError("cluster \"" + name + "\" is named twice", help());
                }
            }
        }
    }

    private String help() {
        return "cilab " + topology.name() + " " + command.name() + " --help";
    }
}
