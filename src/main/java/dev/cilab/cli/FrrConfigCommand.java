package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.bgp.FrrConfig;
import dev.cilab.probe.bgp.FrrConfigProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "config",
        description = "Running configuration of the router, line by line with the block each line stands in.",
        footer = {"", "Examples:", "  cilab frr config", "  cilab frr config --block 'router bgp 65000'"})
final class FrrConfigCommand extends Look<FrrConfig> {

    @Option(names = "--block", paramLabel = "BLOCK", defaultValue = "", description = "Only what stands in this block.")
    private String block;

    FrrConfigCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    FrrConfig look(OpenLab open) throws Unreachable {
        return once(new FrrConfigProbe(), open, List.of(), block.isEmpty() ? Map.of() : Map.of("block", block));
    }

    @Override
    Table table(FrrConfig seen) {
        return rowsOf(List.of("BLOCK", "LINE"), List.of(), seen.lines(), line -> List.of(line.block(), line.line()));
    }

    @Override
    List<?> rows(FrrConfig seen) {
        return seen.lines();
    }
}
