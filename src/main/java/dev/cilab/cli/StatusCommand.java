package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Liveness;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Events;
import dev.cilab.lab.Topology;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Journal;
import dev.cilab.run.Options;
import dev.cilab.run.Planner;
import dev.cilab.run.Recap;
import dev.cilab.run.Run;
import dev.cilab.run.StepRecap;
import dev.cilab.term.Io;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = {
            "What runs, and which steps are taken: asked of the machines themselves, not remembered.",
            "A step is taken when nothing of what it does is missing; check proves that it also works."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp status",
            "  cilab bgp status -o json",
            "",
            "Exit codes: 0 up, 4 not up or only half there"
        })
final class StatusCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** One row. @param missing how many actions of it would change something */
    record StepStatus(String step, String state, int missing, String title) {}

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Liveness liveness = open.environment().state(open.topology());
            io.err()
                    .println("lab " + open.lab().name() + " on "
                            + open.environment().name() + ": " + words(liveness));
            if (!(liveness instanceof Liveness.Running)) {
                return ExitCode.NOT_READY.code();
            }
            io.err().println("machines: " + machines(open.topology()));
            List<StepStatus> steps = steps(open);
            output.to(io)
                    .print(
                            Look.rowsOf(
                                    List.of("STEP", "STATE", "TITLE"),
                                    List.of(),
                                    steps,
                                    step -> List.of(step.step(), step.state(), step.title())),
                            steps);
            return ExitCode.OK.code();
        }
    }

    private List<StepStatus> steps(OpenLab open) throws Exception {
        Run run = new Run(
                open.lab(),
                open.scope(),
                new LabHandlers(open.helm()),
                open.probes(),
                Events.NONE,
                new Journal(StateFolder.of(invocation.io().environment())
                        .journal(open.lab().name())),
                Options.DEFAULT.keepGoing(true),
                Timekeeper.system());
        Recap recap = run.dryRun(new Planner(open.lab()).range(Optional.empty(), Optional.empty()))
                .recap();
        return recap.steps().stream().map(StatusCommand::status).toList();
    }

    private static StepStatus status(StepRecap step) {
        String state =
                switch (step.result()) {
                    case PASS -> step.changed() == 0 ? "taken" : step.changed() + " to do";
                    case FAIL, UNKNOWN -> "unknown";
                    case SKIP -> "skipped";
                };
        return new StepStatus(step.step(), state, step.changed(), step.title());
    }

    private static String words(Liveness liveness) {
        return switch (liveness) {
            case Liveness.Running running -> "up";
            case Liveness.Absent absent -> "not up";
            case Liveness.Partial partial -> "half there, missing " + String.join(", ", partial.missing());
        };
    }

    private static String machines(Topology topology) {
        return topology.machines().stream()
                .map(machine -> machine.name() + " " + machine.address())
                .collect(Collectors.joining(", "));
    }
}
