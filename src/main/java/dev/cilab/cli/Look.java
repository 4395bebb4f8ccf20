package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Position;
import dev.cilab.lab.ProbeCall;
import dev.cilab.probe.Missed;
import dev.cilab.probe.PerCluster;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Sightings;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** A command that looks once and prints what it saw. Who could not be asked is said, and the exit code is 3 then. */
abstract class Look<O extends Sightings> implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Mixin
    private OutputOptions output = new OutputOptions();

    Look(Invocation invocation) {
        this.invocation = invocation;
    }

    abstract O look(OpenLab open) throws UsageError, Unreachable, InterruptedException;

    abstract Table table(O seen);

    abstract List<?> rows(O seen);

    @Override
    public final Integer call() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            Ready.require(open);
            O seen = look(open);
            print(io, output, seen);
            seen.warnings().forEach(warning -> io.err().println("warning: " + warning));
            for (Missed missed : seen.unreachable()) {
                io.err().println("could not ask " + missed.where() + ": " + missed.why());
            }
            return (seen.unreachable().isEmpty() ? exit(seen) : ExitCode.NOT_OBSERVED).code();
        }
    }

    void print(Io io, OutputOptions format, O seen) {
        format.to(io).print(table(seen), rows(seen));
    }

    /** What it means when all could be asked. */
    ExitCode exit(O seen) {
        return ExitCode.OK;
    }

    static <O extends Sightings> O once(Probe<O> probe, OpenLab open, List<String> on, Map<String, Object> arguments)
            throws Unreachable {
        ProbeCall call = new ProbeCall(probe.spec().verb(), on, arguments, new Position("command line", 1, 1));
        return PerCluster.look(probe, call, open.scope());
    }

    static <T> Table rowsOf(List<String> columns, List<String> wide, List<T> items, Function<T, List<String>> row) {
        return new Table(columns, wide, items.stream().map(row).toList());
    }
}
