package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;
import dev.cilab.probe.net.Routes;
import dev.cilab.probe.net.RoutesProbe;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "routes",
        description = "Kernel routes of every machine, in one table.",
        footer = {
            "",
            "Examples:",
            "  cilab routes",
            "  cilab routes router --protocol bgp      what BGP put into the router's kernel",
            "  cilab routes --inside 172.20.0.0/16     who knows which part of the pod network"
        })
final class RoutesCommand extends Look<Routes> {

    @Parameters(
            paramLabel = "NODE",
            arity = "0..*",
            completionCandidates = NodeArgument.Names.class,
            description = "Only these machines (default: all).")
    private List<String> nodes = List.of();

    @Option(
            names = "--inside",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Only routes to or inside this prefix.")
    private String inside;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only what this made: kernel, static, bgp …")
    private String protocol;

    RoutesCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Routes look(OpenLab open) throws UsageError, Unreachable {
        List<String> on = new ArrayList<>();
        for (String node : nodes) {
            on.add(NodeArgument.in(open.topology(), node).value());
        }
        if (on.isEmpty()) {
            open.topology().machines().stream()
                    .map(machine -> machine.name())
                    .map(NodeName::value)
                    .forEach(on::add);
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (!inside.isEmpty()) {
            arguments.put("inside", inside);
        }
        if (!protocol.isEmpty()) {
            arguments.put("protocol", protocol);
        }
        return once(new RoutesProbe(), open, on, arguments);
    }

    @Override
    Table table(Routes seen) {
        return rowsOf(
                List.of("NODE", "PREFIX", "NEXT HOP", "VIA", "DEV", "PROTO"),
                List.of("SRC", "METRIC", "TYPE"),
                seen.routes(),
                route -> List.of(
                        route.on(),
                        route.prefix(),
                        route.nextHop(),
                        route.via(),
                        route.device(),
                        route.protocol(),
                        route.source(),
                        route.metric() == 0 ? "" : String.valueOf(route.metric()),
                        route.type()));
    }

    @Override
    List<?> rows(Routes seen) {
        return seen.routes();
    }
}
