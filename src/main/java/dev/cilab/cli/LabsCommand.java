package dev.cilab.cli;

import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "labs",
        description = "List the labs that cilab can run.",
        footer = {
            "",
            "Examples:",
            "  cilab labs",
            "  cilab labs --labs ./my-labs      labs of your own (see the guide \"writing labs\")"
        })
final class LabsCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions options = new EnvironmentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LabsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** One row. */
    record Listed(String name, String title, int steps, int machines) {}

    @Override
    public Integer call() throws Exception {
        LabCatalog catalog = Labs.catalog(options, invocation.io());
        List<Listed> listed = new ArrayList<>();
        for (String name : catalog.names()) {
            Lab lab = LabReader.read(
                    catalog.find(name).orElseThrow(), new LabProbes(), Overrides.none(options.environment));
            listed.add(new Listed(
                    name,
                    lab.title(),
                    lab.steps().size(),
                    lab.topology().machines().size()));
        }
        output.to(invocation.io())
                .print(
                        Table.of(
                                List.of("NAME", "STEPS", "MACHINES", "TITLE"),
                                listed.stream()
                                        .map(lab -> List.of(
                                                lab.name(),
                                                String.valueOf(lab.steps()),
                                                String.valueOf(lab.machines()),
                                                lab.title()))
                                        .toList()),
                        listed);
        return 0;
    }
}
