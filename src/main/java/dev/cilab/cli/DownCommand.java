package dev.cilab.cli;

import dev.cilab.env.Leftover;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Plan;
import dev.cilab.run.Planner;
import dev.cilab.term.ErrorView;
import dev.cilab.term.Io;
import dev.cilab.term.RunView;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "down",
        description = {
            "Remove everything that up made, found by its marks.",
            "Adopted machines and clusters stay: there the lab's steps are taken back, one by one."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp down",
            "  cilab bgp down && cilab doctor --leaks     and prove that nothing is left"
        })
final class DownCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    DownCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        int undone = undoWhereMachinesStay();
        if (undone != ExitCode.OK.code()) {
            return undone;
        }
        try (OpenLab open = OpenLab.places(invocation, invocation.lab(), environment);
                RunView view = RunView.of(io, false)) {
            List<Leftover> left = open.environment().down(open.topology(), view);
            if (left.isEmpty()) {
                return ExitCode.OK.code();
            }
            new ErrorView(io)
                    .print(
                            left.size() + " things of lab " + invocation.lab() + " could not be removed",
                            left.stream()
                                    .map(each -> each.kind() + " " + each.id() + ": " + each.description())
                                    .collect(Collectors.joining("\n")),
                            left.getFirst().remove());
            return ExitCode.LEFTOVERS.code();
        }
    }

    private int undoWhereMachinesStay() throws Exception {
        try (OpenLab places = OpenLab.places(invocation, invocation.lab(), environment)) {
            if (!places.environment().outlivesDown()) {
                return ExitCode.OK.code();
            }
        }
        try (OpenLab open = OpenLab.whole(invocation, invocation.lab(), environment)) {
            Plan all = new Planner(open.lab()).undo(List.of());
            return new LabRun(invocation.io(), open, new RunOptions()).execute(false, run -> run.undo(all));
        }
    }
}
