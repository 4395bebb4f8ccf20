package dev.cilab.cli;

import dev.cilab.lab.reader.Suggestion;
import dev.cilab.run.ExitCode;
import dev.cilab.term.ErrorView;
import dev.cilab.term.Io;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that the arguments name, loads that one alone, lets picocli parse the rest and maps whatever happens to an exit code. */
public final class CommandLines {

    private CommandLines() {}

    public static int execute(String[] args, Io io) {
        List<String> rest = new ArrayList<>(Arrays.asList(args));
        List<String> leading = takeLeadingOptions(rest);
        Entry entry = CommandTree.root(Labs.catalog(args, io));
        List<String> path = new ArrayList<>();
        while (!rest.isEmpty()) {
            Optional<Entry> child = entry.child(rest.getFirst());
            if (child.isEmpty()) {
                break;
            }
            entry = child.get();
            path.add(rest.removeFirst());
        }
        if (entry.command().isEmpty()) {
            return notACommand(entry, path, leading, rest, io);
        }
        rest.addAll(0, leading);
        Callable<Integer> command = entry.command().get().apply(new Invocation(io, path.getFirst()));
        return call(command, path, rest, io);
    }

    /** kubectl takes global options before the command too: {@code cilab -o json bgp peers}. */
    private static List<String> takeLeadingOptions(List<String> rest) {
        List<String> leading = new ArrayList<>();
        while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
            String option = rest.removeFirst();
            leading.add(option);
            if (CommandTree.OPTIONS_WITH_VALUE.contains(option) && !rest.isEmpty()) {
                leading.add(rest.removeFirst());
            }
        }
        return leading;
    }

    private static int notACommand(Entry entry, List<String> path, List<String> leading, List<String> rest, Io io) {
        if (rest.isEmpty() && (leading.contains("--version") || leading.contains("-V"))) {
            io.out().println("cilab " + Version.current());
            return ExitCode.OK.code();
        }
        String here = ("cilab " + String.join(" ", path)).strip();
        if (rest.isEmpty() && leading.isEmpty()) {
            io.out().print(HelpPages.page(path, io.dataScreen().colour()).orElseThrow());
            return ExitCode.OK.code();
        }
        if (rest.isEmpty()) {
            return usage(io, "unknown option " + leading.getFirst() + " for \"" + here + "\"", here);
        }
        String word = rest.getFirst();
        String suggestion =
                Suggestion.of(word, entry.children().stream().map(Entry::name).toList());
        return usage(io, "unknown command \"" + word + "\" for \"" + here + "\"; " + suggestion, here);
    }

    private static int call(Callable<Integer> command, List<String> path, List<String> rest, Io io) {
        CommandLine line = new CommandLine(command);
        line.setCommandName("cilab " + String.join(" ", path));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(io.out(), true));
        line.setErr(new PrintWriter(io.err(), true));
        try {
            line.parseArgs(rest.toArray(String[]::new));
        } catch (ParameterException e) {
            return usage(io, message(e, rest), line.getCommandName());
        }
        try {
            return command.call();
        } catch (Exception | StackOverflowError e) {
            return Failures.report(
                    e, io, rest.contains("--debug") || io.environment().containsKey("CILAB_DEBUG"));
        }
    }

    private static String message(ParameterException e, List<String> rest) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            String option = words.getFirst();
            if (option.startsWith("-")) {
                List<String> names = new ArrayList<>();
                e.getCommandLine()
                        .getCommandSpec()
                        .options()
                        .forEach(known -> names.addAll(Arrays.asList(known.names())));
                return "unknown option " + option + "; " + Suggestion.of(option, names);
            }
            return "unexpected argument \"" + option + "\"";
        }
        String text = e.getMessage();
        return text.isEmpty()
                ? "cannot read " + String.join(" ", rest)
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static int usage(Io io, String what, String command) {
        new ErrorView(io).print(what, "", command + " --help");
        return ExitCode.USAGE.code();
    }
}
