package dev.cilab.lab.reader;

import dev.cilab.lab.LabCommand;
import dev.cilab.lab.LabCommand.Argument;
import dev.cilab.lab.LabCommand.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code commands:}, the verbs that a lab adds to the command line. */
final class CommandReader {

    private static final List<String> KINDS = Stream.of(Kind.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .toList();

    private final Values values;
    private final Problems problems;

    CommandReader(Values values) {
        this.values = values;
        this.problems = values.problems();
    }

    /**
     * @param steps ids that the commands may name
     * @param vars  names of variables that the arguments may set
     */
    List<LabCommand> read(Fields lab, Collection<String> steps, Collection<String> vars) {
        List<LabCommand> commands = read(lab);
        lab.entries("commands").forEach(entry -> {
            Fields fields = new Fields(entry.value(), "command " + entry.key().raw(), values);
            known(fields, "runs", "step", steps);
            known(fields, "undoes", "step", steps);
            known(fields, "args", "variable", vars);
            known(fields, "flags", "variable", vars);
        });
        return commands;
    }

    /** Without looking whether what they name is there. */
    List<LabCommand> read(Fields lab) {
        return lab.entries("commands").stream().map(this::command).toList();
    }

    private LabCommand command(YamlNode.Entry entry) {
        Fields fields = new Fields(entry.value(), "command " + entry.key().raw(), values);
        LabCommand command = new LabCommand(
                entry.key().raw(),
                fields.text("title", ""),
                arguments(fields),
                fields.textMap("flags"),
                fields.texts("examples"),
                fields.texts("runs"),
                fields.texts("undoes"),
                fields.flag("up"));
        if (command.runs().isEmpty() == command.undoes().isEmpty()) {
            problems.add(entry.key(), "a command runs steps or takes steps back", "runs: [STEP], or undoes: [STEP]");
        }
        fields.done();
        return command;
    }

    /** A list of names, or a map of names to what they name. */
    private List<Argument> arguments(Fields fields) {
        Optional<YamlNode> node = fields.node("args");
        if (!(node.orElse(null) instanceof YamlNode.Mapping map)) {
            return fields.texts("args").stream()
                    .map(name -> new Argument(name, Kind.TEXT))
                    .toList();
        }
        List<Argument> arguments = new ArrayList<>();
        for (YamlNode.Entry each : map.entries()) {
            String kind = Texts.text(each.value(), "\"" + each.key().raw() + "\"", values);
            if (KINDS.contains(kind)) {
                arguments.add(new Argument(each.key().raw(), Kind.valueOf(kind.toUpperCase(Locale.ROOT))));
            } else {
                problems.unknown(each.value(), "unknown kind of argument \"" + kind + "\"", kind, KINDS);
            }
        }
        arguments.stream()
                .limit(Math.max(0, arguments.size() - 1))
                .filter(each -> each.kind() == Kind.CLUSTERS)
                .forEach(each -> problems.add(map, "\"" + each.name() + "\" takes all words, it must come last", ""));
        return arguments;
    }

    private void known(Fields fields, String key, String what, Collection<String> known) {
        YamlNode node = fields.node(key).orElse(null);
        List<String> names = node instanceof YamlNode.Mapping map
                ? map.entries().stream().map(each -> each.key().raw()).toList()
                : fields.texts(key);
        names.stream()
                .filter(name -> !name.isEmpty() && !known.contains(name))
                .forEach(name -> problems.unknown(node, "unknown " + what + " \"" + name + "\"", name, known));
    }

    /** The commands of a file's root, for a command line that only has to know their words. */
    static List<LabCommand> alone(YamlNode root, Values values) {
        return new CommandReader(values).read(new Fields(root, "a lab", values));
    }
}
