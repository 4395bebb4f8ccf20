package dev.cilab.cli;

import dev.cilab.env.Environments;
import dev.cilab.env.Finding;
import dev.cilab.env.Leftover;
import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description = {
            "Look for what this machine lacks for a lab, each with the command that mends it.",
            "With --leaks: look for processes, mounts and files that cilab made and that are still here."
        },
        footer = {
            "",
            "Examples:",
            "  cilab doctor",
            "  cilab bgp down && cilab doctor --leaks",
            "",
            "Exit codes: 0 nothing found, 4 something is missing, 7 leftovers"
        })
final class DoctorCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private LabChoice choice = new LabChoice();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--leaks", description = "Look for what earlier labs left behind.")
    private boolean leaks;

    DoctorCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        return leaks ? leftovers() : findings();
    }

    private int leftovers() {
        Io io = invocation.io();
        List<Leftover> found = new Environments(StateFolder.of(io.environment()), io.environment(), SecretPrompt.NONE, io.workingFolder()).leftovers();
        if (found.isEmpty()) {
            io.err().println("nothing is left over");
            return ExitCode.OK.code();
        }
        output.to(io)
                .print(
                        Look.rowsOf(
                                List.of("KIND", "ID", "WHAT", "REMOVE WITH"),
                                List.of(),
                                found,
                                each -> List.of(each.kind(), each.id(), each.description(), each.remove())),
                        found);
        return ExitCode.LEFTOVERS.code();
    }

    private int findings() throws Exception {
        Io io = invocation.io();
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment)) {
            List<Finding> found = open.environment().preflight(open.topology());
            if (found.isEmpty()) {
                io.err()
                        .println(open.environment().name() + ": this machine has what lab "
                                + open.topology().name() + " needs");
                return ExitCode.OK.code();
            }
            Table table = Look.rowsOf(
                    List.of("SEVERITY", "WHAT", "EVIDENCE", "FIX"),
                    List.of(),
                    found,
                    each -> List.of(
                            each.severity().name().toLowerCase(Locale.ROOT), each.what(), each.evidence(), each.fix()));
            output.to(io).print(table, found);
            boolean error = found.stream().anyMatch(each -> each.severity() == Finding.Severity.ERROR);
            return (error ? ExitCode.NOT_READY : ExitCode.OK).code();
        }
    }
}
