package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.bgp.CiliumPathsProbe;
import dev.cilab.probe.bgp.Paths;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "available",
        description = "Routes in the nodes' own BGP tables: what they could announce (next hop 0.0.0.0: themselves).",
        footer = {"", "Examples:", "  cilab bgp routes available", "  cilab bgp routes available -o yaml"})
final class AvailableCommand extends Look<Paths> {

    AvailableCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Paths look(OpenLab open) throws Unreachable {
        return once(CiliumPathsProbe.available(), open, List.of(), Map.of());
    }

    @Override
    Table table(Paths seen) {
        return PathTables.available(seen.paths());
    }

    @Override
    List<?> rows(Paths seen) {
        return seen.paths();
    }
}
