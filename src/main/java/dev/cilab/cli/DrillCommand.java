package dev.cilab.cli;

import dev.cilab.lab.Drill;
import dev.cilab.lab.Drills;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.reader.DrillReader;
import dev.cilab.lab.reader.Suggestion;
import dev.cilab.run.DrillOutcome;
import dev.cilab.run.DrillRun;
import dev.cilab.run.ExitCode;
import dev.cilab.term.DrillView;
import dev.cilab.term.Io;
import dev.cilab.term.RunView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drill",
        description = {
            "Disturb the lab while traffic runs, measure what is lost, and restore it.",
            "Without a drill it lists those that the lab has. Ctrl-C restores before it ends."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp drill                              which there are",
            "  cilab bgp drill drain k8s-w0                 take a node out of service and bring it back",
            "  cilab bgp drill router-restart --trials 5    median and 95th percentile of five",
            "",
            "Exit codes: 0 all checks passed, whatever was lost; 1 a check failed; 130 interrupted, and restored"
        })
final class DrillCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Option(names = "--trials", paramLabel = "COUNT", defaultValue = "1", description = "How often (default: 1).")
    private int trials;

    @Parameters(index = "0", paramLabel = "DRILL", arity = "0..1", description = "Which drill.")
    private String name;

    @Parameters(
            index = "1..*",
            paramLabel = "NODE",
            arity = "0..*",
            completionCandidates = NodeArgument.Names.class,
            description = "The node it is about (default: the drill's own choice).")
    private List<String> nodes = List.of();

    DrillCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        if (trials < 1) {
            throw new UsageError("--trials must be at least 1", "");
        }
        Io io = invocation.io();
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            LabFiles files = Labs.files(invocation.lab(), environment, io);
            Drills drills = DrillReader.read(files, open.lab(), open.probes(), Map.of());
            if (name == null) {
                list(drills);
                return ExitCode.OK.code();
            }
            Drill known = known(drills);
            Drills chosen = chosen(files, open, arguments(open, known));
            Ready.require(open);
            return run(open, chosen.drill(name).orElseThrow(), chosen.traffic());
        }
    }

    /** The file was read with its own values before, so what is wrong now is the arguments. */
    private Drills chosen(LabFiles files, OpenLab open, Map<String, String> arguments) throws UsageError {
        try {
            return DrillReader.read(files, open.lab(), open.probes(), arguments);
        } catch (LabInvalid e) {
            throw new UsageError(
                    "drill " + name + ": " + e.problems().getFirst().message(), "cilab " + invocation.lab() + " drill");
        }
    }

    private int run(OpenLab open, Drill drill, ProbeCall traffic) throws Exception {
        Set<String> lacking = lacking(open, drill.requires());
        if (!lacking.isEmpty()) {
            throw new UsageError(
                    "drill " + name + " needs what environment "
                            + open.environment().name() + " has not: " + String.join(", ", lacking),
                    "cilab env");
        }
        Io io = invocation.io();
        try (RunView view = RunView.of(io, options.trace)) {
            DrillRun run = options.run(open, drill, view, io);
            DrillOutcome outcome;
            try (AutoCloseable listening = io.interrupts().listen(run::interrupt)) {
                outcome = run.run(drill, options.paced(traffic), trials);
            }
            view.close();
            options.output.to(io).print(new DrillView(outcome).render(), outcome);
            return outcome.exit().code();
        }
    }

    static Set<String> lacking(OpenLab open, Set<String> requires) {
        Set<String> lacking = new TreeSet<>(requires);
        open.environment()
                .capabilities()
                .forEach(each ->
                        lacking.remove(each.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return lacking;
    }

    private Drill known(Drills drills) throws UsageError {
        List<String> ids = drills.drills().stream().map(Drill::id).toList();
        return drills.drill(name)
                .orElseThrow(() -> new UsageError(
                        "lab " + invocation.lab() + " has no drill \"" + name + "\"; " + Suggestion.of(name, ids),
                        "cilab " + invocation.lab() + " drill"));
    }

    private Map<String, String> arguments(OpenLab open, Drill drill) throws UsageError {
        List<String> names = new ArrayList<>(drill.args().keySet());
        if (nodes.size() > names.size()) {
            throw new UsageError("drill " + name + " takes " + names.size() + " nodes, not " + nodes.size(), "");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            arguments.put(
                    names.get(i), NodeArgument.in(open.topology(), nodes.get(i)).value());
        }
        return arguments;
    }

    private void list(Drills drills) {
        options.output
                .to(invocation.io())
                .print(
                        Look.rowsOf(
                                List.of("DRILL", "NODE", "TITLE"),
                                List.of(),
                                drills.drills(),
                                drill -> List.of(
                                        drill.id(),
                                        String.join(" ", drill.args().values()),
                                        drill.title())),
                        drills.drills().stream().map(Listed::of).toList());
    }

    /** A drill as programs see it. */
    record Listed(String drill, Map<String, String> args, String title, String explain, List<String> requires) {
        static Listed of(Drill drill) {
            return new Listed(
                    drill.id(),
                    drill.args(),
                    drill.title(),
                    drill.explain(),
                    drill.requires().stream().sorted().toList());
        }
    }
}
