package dev.cilab.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A word of the command line: a command, or a group of them. It costs nothing until it is named; only then is the command's class loaded.
 *
 * @param name     the word itself
 * @param summary  one line for the group's help
 * @param words    what may follow; empty for a command
 * @param more     what may follow besides, asked for only when none of {@code words} is meant
 * @param command  makes the picocli-annotated command; absent for a group
 */
record Entry(
        String name,
        String summary,
        List<Entry> words,
        Supplier<List<Entry>> more,
        Optional<Function<Invocation, Callable<Integer>>> command) {

    Entry {
        words = List.copyOf(words);
    }

    static Entry group(String name, String summary, Entry... children) {
        return group(name, summary, List.of(children));
    }

    static Entry group(String name, String summary, List<Entry> children) {
        return group(name, summary, children, List::of);
    }

    static Entry group(String name, String summary, List<Entry> words, Supplier<List<Entry>> more) {
        return new Entry(name, summary, words, more, Optional.empty());
    }

    static Entry command(String name, String summary, Function<Invocation, Callable<Integer>> command) {
        return new Entry(name, summary, List.of(), List::of, Optional.of(command));
    }

    /** Everything that may follow. */
    List<Entry> children() {
        return Stream.concat(words.stream(), more.get().stream()).toList();
    }

    Optional<Entry> child(String word) {
        return named(words, word).or(() -> named(more.get(), word));
    }

    private static Optional<Entry> named(List<Entry> entries, String word) {
        return entries.stream().filter(each -> each.name().equals(word)).findFirst();
    }
}
