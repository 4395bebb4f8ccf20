package dev.cilab.cli;

import dev.cilab.env.Environments;
import dev.cilab.term.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "env",
        description = {
            "What the environments are made of: what is real, and what stands in for something.",
            "Never take a stand-in for the real thing."
        },
        footer = {"", "Examples:", "  cilab env", "  eval \"$(cilab env export bgp)\"      settings for your own tools"
        })
final class EnvCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private OutputOptions output = new OutputOptions();

    EnvCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        List<Environments.Part> parts = Environments.parts();
        Table table = Look.rowsOf(
                List.of("ENVIRONMENT", "PART", "WHAT IT IS", "REAL"),
                List.of(),
                parts,
                part -> List.of(part.environment(), part.part(), part.made(), part.real() ? "yes" : "stand-in"));
        output.to(invocation.io()).print(table, parts);
        return 0;
    }
}
