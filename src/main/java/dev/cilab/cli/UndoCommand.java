package dev.cilab.cli;

import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = "Take steps back, and before them the steps that need them.",
        footer = {
            "",
            "Examples:",
            "  cilab bgp undo static-routes     and up again, to see what it changes",
            "  cilab bgp undo peering",
            "  cilab bgp undo --all             every step, from the last"
        })
final class UndoCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--all", description = "Take every step back.")
    private boolean all;

    @Parameters(paramLabel = "STEP", arity = "0..*", description = "Steps to take back.")
    private List<String> steps = List.of();

    UndoCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        if (all == !steps.isEmpty()) {
            throw new UsageError("name the steps to take back, or --all", "cilab " + invocation.lab() + " steps");
        }
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Ready.require(open);
            Plan plan = new Planner(open.lab()).undo(steps);
            return new LabRun(invocation.io(), open, options).execute(false, run -> run.undo(plan));
        }
    }
}
