package dev.cilab.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A word of the command line: a command, or a group of them. It costs nothing until it is named; only then is the command's class loaded.
 *
 * @param name     the word itself
 * @param summary  one line for the group's help
 * @param children empty for a command
 * @param command  makes the picocli-annotated command; absent for a group
 */
record Entry(
        String name, String summary, List<Entry> children, Optional<Function<Invocation, Callable<Integer>>> command) {

    Entry {
        children = List.copyOf(children);
    }

    static Entry group(String name, String summary, Entry... children) {
        return new Entry(name, summary, List.of(children), Optional.empty());
    }

    static Entry group(String name, String summary, List<Entry> children) {
        return new Entry(name, summary, children, Optional.empty());
    }

    static Entry command(String name, String summary, Function<Invocation, Callable<Integer>> command) {
        return new Entry(name, summary, List.of(), Optional.of(command));
    }

    Optional<Entry> child(String word) {
        return children.stream().filter(child -> child.name().equals(word)).findFirst();
    }
}
