package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.event.Events;
import dev.cilab.lab.Drill;
import dev.cilab.lab.Drills;
import dev.cilab.lab.reader.DrillReader;
import dev.cilab.run.DrillOutcome;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Pattern;
import dev.cilab.run.Patterns;
import dev.cilab.term.Io;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "patterns",
        description = {
            "Compare the ways of leading traffic to the service: next hops, extra hops, the client's address, distribution.",
            "Sets externalTrafficPolicy to one after the other, measures from the router, and sets it back."
        },
        footer = {
            "",
            "Examples:",
            "  cilab bgp patterns                what 100 requests of the router meet in each",
            "  cilab bgp patterns --drain        also take a node out under traffic in each, and bring it back",
            "",
            "Exit codes: 0 measured, 3 something could not be looked at, 130 interrupted, and set back"
        })
final class PatternsCommand implements Callable<Integer> {

    private static final String SERVICE = "webpod";
    private static final String DRILL = "drain";

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private DrillOptions options = new DrillOptions();

    @Option(names = "--drain", description = "Run the drill drain in each, for the outage.")
    private boolean drain;

    PatternsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    /** A pattern as programs see it. @param outageMillis without any answer while a node was drained; absent if that was not tried */
    record Compared(Pattern pattern, Long outageMillis) {}

    @Override
    public Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.inUse(invocation, invocation.lab(), environment)) {
            Ready.require(open);
            Map<String, Long> outages = new LinkedHashMap<>();
            Patterns patterns =
                    new Patterns(open.scope(), new LabHandlers(open.helm()), open.probes(), Timekeeper.system());
            List<Pattern> measured;
            Thread measuring = Thread.currentThread();
            try (AutoCloseable listening = io.interrupts().listen(measuring::interrupt)) {
                measured = patterns.compare(SERVICE, pattern -> {
                    io.err().println("measured " + pattern.title());
                    if (drain) {
                        outages.put(pattern.title(), outage(open, io));
                    }
                });
            }
            List<Compared> rows = measured.stream()
                    .map(pattern -> new Compared(pattern, outages.get(pattern.title())))
                    .toList();
            options.output.to(io).print(table(rows), rows);
            return ExitCode.OK.code();
        }
    }

    private Long outage(OpenLab open, Io io) throws Exception {
        Drills drills =
                DrillReader.read(Labs.files(invocation.lab(), environment, io), open.lab(), open.probes(), Map.of());
        Drill drill = drills.drill(DRILL).orElseThrow();
        DrillOutcome outcome = options.run(open, drill, Events.NONE, io).run(drill, options.paced(drills.traffic()), 1);
        return outcome.trials().stream()
                .map(trial -> trial.disturbed().longest().toMillis())
                .findFirst()
                .orElse(null);
    }

    private Table table(List<Compared> rows) {
        List<String> columns =
                new ArrayList<>(List.of("PATTERN", "NEXT HOPS", "WITHOUT A POD", "SOURCE KEPT", "SHARES %", "LOST"));
        if (drain) {
            columns.add("OUTAGE ON DRAIN");
        }
        return Look.rowsOf(columns, List.of(), rows, this::row);
    }

    private List<String> row(Compared compared) {
        Pattern pattern = compared.pattern();
        List<String> cells = new ArrayList<>();
        cells.add(pattern.title());
        if (pattern.measured()) {
            long answered = pattern.requests() - pattern.lost();
            cells.add(pattern.nextHops() + " of " + pattern.nodes());
            cells.add(String.valueOf(pattern.detours()));
            cells.add(answered - pattern.forwarded() + " of " + answered);
            cells.add(pattern.shares().stream().map(String::valueOf).collect(Collectors.joining(" ")));
            cells.add(String.valueOf(pattern.lost()));
        } else {
            cells.addAll(List.of("not measured: " + pattern.whyNot(), "", "", "", ""));
        }
        if (drain) {
            cells.add(compared.outageMillis() == null ? "" : compared.outageMillis() + " ms");
        }
        return cells;
    }
}
