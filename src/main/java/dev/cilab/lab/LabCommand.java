package dev.cilab.lab;

import java.util.List;
import java.util.Map;

/**
 * A verb that a lab adds to the command line, e.g. {@code cilab mesh connect west east}.
 *
 * @param name     one word, or a group and a word, e.g. {@code ca sync}
 * @param args     its arguments in order; their values become the lab's variables of the same names
 * @param flags    its options without value → what they mean; one that is given makes the variable of that name true
 * @param examples arguments as somebody would type them, e.g. {@code west east}
 * @param runs     ids of the steps it takes, in the order of the lab
 * @param undoes   ids of the steps it takes back, and no other step
 * @param up       makes the environment first when it is not there
 */
public record LabCommand(
        String name,
        String title,
        List<Argument> args,
        Map<String, String> flags,
        List<String> examples,
        List<String> runs,
        List<String> undoes,
        boolean up) {

    public LabCommand {
        args = List.copyOf(args);
        flags = Map.copyOf(flags);
        examples = List.copyOf(examples);
        runs = List.copyOf(runs);
        undoes = List.copyOf(undoes);
    }

    /** @param name the variable that takes its value */
    public record Argument(String name, Kind kind) {}

    /** What an argument names. Clusters of one call are all different. */
    public enum Kind {
        TEXT,
        CLUSTER,
        /** One or more: it takes all words that are left. */
        CLUSTERS
    }
}
