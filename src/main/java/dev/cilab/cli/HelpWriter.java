package dev.cilab.cli;

import dev.cilab.lab.LabCatalog;
import dev.cilab.term.Io;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Renders every help page and completion script; the build calls it, and a test holds the results against it. */
public final class HelpWriter {

    private static final int WIDTH = 110;

    private HelpWriter() {}

    /** @param args the folder for the pages */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<List<String>, String> page : pages().entrySet()) {
            Path file = folder.resolve(HelpPages.resource(page.getKey()).substring("/help/".length()));
            Files.writeString(file, page.getValue(), StandardCharsets.UTF_8);
        }
    }

    /** Path of the command to its page, with styles. */
    static Map<List<String>, String> pages() {
        Map<List<String>, String> pages = new TreeMap<>(java.util.Comparator.comparing(path -> String.join(" ", path)));
        collect(tree(), List.of(), pages);
        return pages;
    }

    private static void collect(CommandLine line, List<String> path, Map<List<String>, String> pages) {
        pages.put(path, line.getUsageMessage(Help.Ansi.ON));
        line.getSubcommands().forEach((name, sub) -> {
            List<String> deeper = new ArrayList<>(path);
            deeper.add(name);
            collect(sub, deeper, pages);
        });
    }

    /** The whole tree as picocli knows it: for help and completion, never for a run. */
    static CommandLine tree() {
        return line(CommandTree.root(LabCatalog.packed()), "");
    }

    private static CommandLine line(Entry entry, String lab) {
        CommandLine line = entry.command()
                .map(command -> new CommandLine(command.apply(new Invocation(Io.system(), lab))))
                .orElseGet(() -> new CommandLine(CommandSpec.create()));
        CommandSpec spec = line.getCommandSpec();
        spec.name(entry.name());
        UsageMessageSpec usage = spec.usageMessage();
        usage.width(WIDTH).synopsisHeading("Usage: ").optionListHeading("%nOptions:%n");
        usage.parameterListHeading("%nArguments:%n")
                .commandListHeading("%nCommands:%n")
                .sortOptions(true)
                .abbreviateSynopsis(true);
        usage.descriptionHeading("%n");
        if (usage.description().length == 0) {
            usage.description(entry.summary() + ".");
        }
        for (Entry child : entry.children()) {
            CommandLine sub = line(child, lab.isEmpty() ? entry.name().equals("cilab") ? child.name() : lab : lab);
            spec.addSubcommand(child.name(), sub);
        }
        if (!entry.children().isEmpty()) {
            usage.footer(
                    entry.name().equals("cilab")
                            ? new String[] {
                                "", "Start here:  cilab bgp up", "Every command explains itself:  cilab COMMAND --help"
                            }
                            : usage.footer());
        }
        return line;
    }
}
