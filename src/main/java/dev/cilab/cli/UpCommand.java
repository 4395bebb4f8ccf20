package dev.cilab.cli;

import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Bring the lab up: make the environment if it is not there, take every step, and prove every step on both ends.",
            "Running it again changes nothing that is right already, and repairs what is not."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp up                     from nothing to working connectivity",
            "  cilab bgp up --to peering        stop there, and go on by hand or with another up",
            "  cilab bgp up --dry-run           only tell what would be changed",
            "  cilab bgp up --trace             show every command as a line to paste",
            "  cilab bgp up --set frrMethod=file",
            "",
            "Exit codes: 0 all checks passed, 1 a check failed, 3 something could not be looked at, 4 environment not ready,",
            "5 write refused, 6 lab file invalid, 130 interrupted (the next up goes on from there)"
        })
final class UpCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(names = "--to", paramLabel = "STEP", description = "Stop after this step.")
    private Optional<String> to = Optional.empty();

    @Option(names = "--from", paramLabel = "STEP", description = "Begin with this step.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--dry-run", description = "Change nothing; tell what would be changed.")
    private boolean dryRun;

    UpCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Plan plan =
                    new Planner(open.lab()).range(from, to.or(() -> open.lab().core()));
            LabRun run = new LabRun(invocation.io(), open, options);
            return dryRun ? run.execute(false, each -> each.dryRun(plan)) : run.execute(true, each -> each.up(plan));
        }
    }
}
