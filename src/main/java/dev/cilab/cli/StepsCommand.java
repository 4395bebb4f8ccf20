package dev.cilab.cli;

import dev.cilab.lab.Step;
import dev.cilab.term.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "steps",
        description = "List the lab's steps in order: their ids are what up, check, explain and undo take.",
        footer = {"", "Examples:", "  cilab bgp steps", "  cilab bgp up --to peering       stop after one of them"})
final class StepsCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions options = new EnvironmentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    StepsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** One row. */
    record Listed(String id, String title, List<String> needs, int actions, int checks) {}

    @Override
    public Integer call() throws Exception {
        try (OpenLab open = OpenLab.whole(invocation, invocation.lab(), options)) {
            List<Listed> steps =
                    open.lab().steps().stream().map(StepsCommand::listed).toList();
            output.to(invocation.io()).print(table(steps), steps);
            return 0;
        }
    }

    private static Listed listed(Step step) {
        return new Listed(
                step.id(),
                step.title(),
                step.needs(),
                step.actions().size(),
                step.checks().size());
    }

    private static Table table(List<Listed> steps) {
        return new Table(
                List.of("STEP", "ACTIONS", "CHECKS", "TITLE"),
                List.of("NEEDS"),
                steps.stream()
                        .map(step -> List.of(
                                step.id(),
                                String.valueOf(step.actions()),
                                String.valueOf(step.checks()),
                                step.title(),
                                String.join(",", step.needs())))
                        .toList());
    }
}
