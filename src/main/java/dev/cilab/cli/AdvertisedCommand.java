package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.bgp.CiliumPathsProbe;
import dev.cilab.probe.bgp.Paths;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "advertised",
        description = "Routes that the nodes send to their peers: what the router should have received.",
        footer = {"", "Examples:", "  cilab bgp routes advertised", "  cilab bgp routes advertised -o yaml"})
final class AdvertisedCommand extends Look<Paths> {

    AdvertisedCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Paths look(OpenLab open) throws Unreachable {
        return once(CiliumPathsProbe.advertised(), open, List.of(), Map.of());
    }

    @Override
    Table table(Paths seen) {
        return PathTables.advertised(seen.paths());
    }

    @Override
    List<?> rows(Paths seen) {
        return seen.paths();
    }
}
