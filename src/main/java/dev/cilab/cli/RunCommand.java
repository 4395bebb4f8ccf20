package dev.cilab.cli;

import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Run steps with all that they need, or the whole lab, unattended.",
        footer = {
            "",
            "Examples:",
            "  cilab bgp run                        the whole lab",
            "  cilab bgp run peering                one step and those it needs",
            "  cilab bgp run -o jsonl > run.jsonl   every event as a line of JSON"
        })
final class RunCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Parameters(paramLabel = "STEP", arity = "0..*", description = "Steps to run (default: all).")
    private List<String> steps = List.of();

    RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Plan plan = new Planner(open.lab()).needed(StepNames.orAll(steps, open.lab()));
            return new LabRun(invocation.io(), open, options).execute(true, run -> run.up(plan));
        }
    }
}
