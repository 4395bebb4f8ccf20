package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Scope;
import dev.cilab.env.StateFolder;
import dev.cilab.env.trace.TracedEnvironment;
import dev.cilab.event.Events;
import dev.cilab.lab.Drill;
import dev.cilab.lab.ProbeCall;
import dev.cilab.run.DrillRun;
import dev.cilab.run.Journal;
import dev.cilab.run.Options;
import dev.cilab.term.Io;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How drills are run and shown. */
final class DrillOptions {

    private static final int DEFAULT_RATE = 200;

    @Option(
            names = "--rate",
            paramLabel = "PER-SECOND",
            description = "Requests a second (default: as the lab says, else 200).")
    Integer rate;

    @Option(names = "--trace", description = "Show every command that cilab runs, as a line to paste.")
    boolean trace;

    @Mixin
    OutputOptions output = new OutputOptions();

    DrillRun run(OpenLab open, Drill drill, Events events, Io io) {
        Map<String, Object> vars = new LinkedHashMap<>(open.lab().vars());
        vars.putAll(drill.args());
        Scope scope = open.scope();
        return new DrillRun(
                open.lab(),
                new Scope(
                        trace ? new TracedEnvironment(scope.environment(), events) : scope.environment(),
                        scope.topology(),
                        vars,
                        scope.guard()),
                new LabHandlers(open.helm()),
                open.probes(),
                events,
                new Journal(StateFolder.of(io.environment()).journal(open.lab().name())),
                Options.DEFAULT,
                Timekeeper.system());
    }

    /** The lab's traffic at the rate that is asked for. */
    ProbeCall paced(ProbeCall traffic) throws UsageError {
        if (rate != null && rate < 1) {
            throw new UsageError("--rate must be at least 1", "");
        }
        Map<String, Object> args = new HashMap<>(traffic.args());
        args.putIfAbsent("rate", DEFAULT_RATE);
        args.put("requests", 0);
        if (rate != null) {
            args.put("rate", rate);
        }
        return new ProbeCall(traffic.verb(), traffic.on(), args, traffic.at());
    }
}
