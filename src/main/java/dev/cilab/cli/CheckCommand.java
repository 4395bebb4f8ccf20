package dev.cilab.cli;

import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Prove how things are, without changing anything: what you typed yourself is graded as well as what cilab did.",
            "A failing check shows what was seen, what was expected, a hint, and the command to look for yourself."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp check                  as far as up goes",
            "  cilab bgp check peering          one step",
            "  cilab bgp check -o wide          one line per step"
        })
final class CheckCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long what is not yet so may take to become so (default: ${DEFAULT-VALUE}).")
    private int wait;

    @Parameters(paramLabel = "STEP", arity = "0..*", description = "Steps to check (default: as far as up goes).")
    private List<String> steps = List.of();

    CheckCommand(Invocation invocation) {
        this.invocation = invocation;
        options.keepGoing = true;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Ready.require(open);
            Plan plan = new Planner(open.lab()).only(StepNames.orCore(steps, open.lab()));
            Optional<Duration> patience = Optional.of(Duration.ofSeconds(wait));
            return new LabRun(invocation.io(), open, options, patience).execute(false, run -> run.check(plan));
        }
    }
}
