package dev.cilab.cli;

import dev.cilab.env.Leftover;
import dev.cilab.run.ExitCode;
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
        description = "Remove everything that up made, found by its marks.",
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
}
