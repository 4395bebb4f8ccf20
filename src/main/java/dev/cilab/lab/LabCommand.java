package dev.cilab.lab;

import java.util.List;

/**
 * A verb that a lab adds to the command line, e.g. {@code cilab mesh connect west east}.
 *
 * @param args names of its arguments; their values become variables of the same name
 * @param runs ids of the steps it runs, in order
 */
public record LabCommand(String name, String title, List<String> args, List<String> runs) {

    public LabCommand {
        args = List.copyOf(args);
        runs = List.copyOf(runs);
    }
}
