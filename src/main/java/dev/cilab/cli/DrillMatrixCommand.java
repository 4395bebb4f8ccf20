package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Events;
import dev.cilab.lab.Drills;
import dev.cilab.lab.Lab;
import dev.cilab.lab.reader.DrillReader;
import dev.cilab.run.DrillMatrix;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Journal;
import dev.cilab.run.MatrixCell;
import dev.cilab.run.Options;
import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import dev.cilab.run.Run;
import dev.cilab.run.StepRecap;
import dev.cilab.term.Io;
import dev.cilab.term.MatrixView;
import dev.cilab.term.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "matrix",
        description = {
            "Every drill with every pattern of traffic: for how long requests are lost, as a table.",
            "It takes about a minute for each. Afterwards the lab is as it was."
        },
        footer = {"", "Examples:", "  cilab bgp drill matrix", "  cilab bgp drill matrix -o json > matrix.json"})
final class DrillMatrixCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private DrillOptions options = new DrillOptions();

    DrillMatrixCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Drills drills = DrillReader.read(
                    Labs.files(invocation.lab(), environment, io), open.lab(), open.probes(), Map.of());
            Ready.require(open);
            Plan taken = taken(open, io);
            announce(drills, io);
            List<MatrixCell> cells = new ArrayList<>();
            ExitCode exit;
            try (RunView view = RunView.of(io, options.trace)) {
                DrillMatrix matrix = new DrillMatrix(
                        () -> run(open, io, view),
                        drill -> options.run(open, drill, view, io),
                        drill -> String.join(", ", DrillCommand.lacking(open, drill.requires())));
                try (AutoCloseable listening = io.interrupts().listen(matrix::interrupt)) {
                    exit = matrix.run(drills, options.paced(drills.traffic()), taken, cells::add);
                }
            }
            if (!cells.isEmpty()) {
                options.output.to(io).print(new MatrixView(cells).render(), cells);
            }
            return exit.code();
        }
    }

    /** Nobody should have to wait for minutes and not know it. */
    private static void announce(Drills drills, Io io) {
        int patterns = drills.patterns().size();
        int each = drills.drills().size();
        io.err()
                .println(patterns + " patterns of traffic x " + each + " drills, about a minute each: up to "
                        + patterns * each + " minutes. Ctrl-C restores before it ends.");
    }

    private static Run run(OpenLab open, Io io, Events events) {
        Lab lab = open.lab();
        return new Run(
                lab,
                open.scope(),
                new LabHandlers(open.helm()),
                open.probes(),
                events,
                new Journal(StateFolder.of(io.environment()).journal(lab.name())),
                Options.DEFAULT,
                Timekeeper.system());
    }

    /** The steps that have nothing left to do: what the lab looks like now. */
    private static Plan taken(OpenLab open, Io io) throws Planner.UnknownStep {
        Planner planner = new Planner(open.lab());
        List<String> ids = run(open, io, Events.NONE)
                .dryRun(planner.range(Optional.empty(), Optional.empty()))
                .recap()
                .steps()
                .stream()
                .filter(step -> step.changed() == 0)
                .map(StepRecap::step)
                .toList();
        return planner.only(ids);
    }
}
