package dev.cilab.cli;

import dev.cilab.lab.LabCommand;
import dev.cilab.lab.LabCommand.Argument;
import dev.cilab.lab.LabCommand.Kind;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A verb that a lab's file defines: it takes some of the lab's steps, or takes them back, with its arguments as variables. */
@Command
final class LabVerb implements Callable<Integer> {

    private final Invocation invocation;
    private final LabCommand command;
    private final Map<String, ArgSpec> given = new LinkedHashMap<>();

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--dry-run", description = "Change nothing; tell what would be changed.")
    private boolean dryRun;

    LabVerb(Invocation invocation, LabCommand command) {
        this.invocation = invocation;
        this.command = command;
    }

    /** What the lab's file says of this verb becomes what picocli knows of it. */
    @Spec
    void describe(CommandSpec spec) {
        int index = 0;
        for (Argument argument : command.args()) {
            boolean many = argument.kind() == Kind.CLUSTERS;
            PositionalParamSpec parameter = PositionalParamSpec.builder()
                    .index(many ? index + "..*" : String.valueOf(index))
                    .arity(many ? "1..*" : "1")
                    .required(true)
                    .type(many ? List.class : String.class)
                    .auxiliaryTypes(String.class)
                    .paramLabel(argument.name().toUpperCase(Locale.ROOT))
                    .description(description(argument.kind()))
                    .build();
            given.put(argument.name(), parameter);
            spec.addPositional(parameter);
            index++;
        }
        command.flags().forEach((name, meaning) -> {
            OptionSpec option = OptionSpec.builder("--" + name)
                    .type(boolean.class)
                    .description(meaning)
                    .build();
            given.put(name, option);
            spec.addOption(option);
        });
        spec.usageMessage().description(command.title() + ".").footer(footer());
    }

    private static String description(Kind kind) {
        return switch (kind) {
            case TEXT -> "A value.";
            case CLUSTER -> "A cluster of the lab.";
            case CLUSTERS -> "Clusters of the lab, one or more.";
        };
    }

    private String[] footer() {
        Stream<String> examples = command.examples().stream()
                .map(example -> ("  cilab " + invocation.lab() + " " + command.name() + " " + example).stripTrailing());
        return Stream.concat(Stream.of("", "Examples:"), examples).toArray(String[]::new);
    }

    @Override
    public Integer call() throws Exception {
        Topology topology = LabReader.topology(Labs.files(invocation.lab(), environment, invocation.io()));
        new ClusterArguments(topology, command).require(this::words);
        environment.set.putAll(variables());
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            if (!command.up()) {
                Ready.require(open);
            }
            LabRun run = new LabRun(invocation.io(), open, options);
            boolean back = command.runs().isEmpty();
            Plan plan = plan(open, back);
            if (dryRun) {
                return run.execute(false, each -> back ? each.dryUndo(plan) : each.dryRun(plan));
            }
            return run.execute(command.up(), each -> back ? each.undo(plan) : each.up(plan));
        }
    }

    private Plan plan(OpenLab open, boolean back) throws Planner.UnknownStep {
        Plan plan = new Planner(open.lab()).only(back ? command.undoes() : command.runs());
        return back ? new Plan(plan.steps().reversed()) : plan;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        given.forEach((name, spec) -> {
            if (spec instanceof OptionSpec option) {
                if (Boolean.TRUE.equals(option.getValue())) {
                    variables.put(name, "true");
                }
            } else {
                variables.put(name, String.join(",", words(name)));
            }
        });
        return variables;
    }

    /** What was given for an argument. */
    private List<String> words(String argument) {
        Object value = given.get(argument).getValue();
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }
}
