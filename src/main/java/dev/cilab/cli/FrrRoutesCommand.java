package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.bgp.FrrPathsProbe;
import dev.cilab.probe.bgp.Paths;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "routes",
        description = "BGP table of the router: > is the best path, = a path used beside it (ECMP), S a stale one.",
        footer = {"", "Examples:", "  cilab frr routes", "  cilab frr routes -o json"})
final class FrrRoutesCommand extends Look<Paths> {

    FrrRoutesCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Paths look(OpenLab open) throws Unreachable {
        return once(FrrPathsProbe.rib(), open, List.of(), Map.of());
    }

    @Override
    Table table(Paths seen) {
        return PathTables.router(seen.paths());
    }

    @Override
    List<?> rows(Paths seen) {
        return seen.paths();
    }
}
