package dev.cilab.cli;

import dev.cilab.env.Environments;
import dev.cilab.env.Finding;
import dev.cilab.env.Leftover;
import dev.cilab.env.Liveness;
import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.probe.doctor.ClusterDoctor;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Look for what this machine lacks for a lab, environment by environment, each with what mends it.",
            "With --env and a lab that runs there: look for what is wrong in its clusters, too.",
            "With --leaks: look for processes, mounts and files that cilab made and that are still here."
        },
        footer = {
            "",
            "Examples:",
            "  cilab doctor",
            "  cilab doctor --env kind",
            "  cilab bgp down && cilab doctor --leaks",
            "",
            "Exit codes, of the chosen or else the default environment: 0 nothing found, 1 something is wrong in its clusters,",
            "4 something is missing on this machine; 7 leftovers"
        })
final class DoctorCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Spec
    private CommandSpec spec;

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
        List<Leftover> found = new Environments(
                        StateFolder.of(io.environment()), io.environment(), SecretPrompt.NONE, io.workingFolder())
                .leftovers();
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
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--env")
                || invocation.io().environment().containsKey("CILAB_ENV");
        List<Diagnosis> found = new ArrayList<>();
        for (String name : chosen ? List.of(environment.environment) : Environments.NAMES) {
            found.add(look(name));
        }
        print(found, chosen);
        return found.stream()
                .filter(each -> each.environment().equals(environment.environment))
                .findFirst()
                .map(Diagnosis::exit)
                .orElse(ExitCode.OK)
                .code();
    }

    /**
     * What was found in one environment.
     *
     * @param machine  what this machine lacks
     * @param clusters what is wrong in the lab that runs there
     */
    private record Diagnosis(String environment, boolean running, List<Finding> machine, List<Finding> clusters) {

        ExitCode exit() {
            return error(machine) ? ExitCode.NOT_READY : error(clusters) ? ExitCode.CHECK_FAILED : ExitCode.OK;
        }

        private static boolean error(List<Finding> findings) {
            return findings.stream().anyMatch(each -> each.severity() == Finding.Severity.ERROR);
        }

        Stream<Row> rows() {
            return Stream.concat(machine.stream(), clusters.stream())
                    .map(each -> new Row(
                            environment,
                            each.severity().name().toLowerCase(Locale.ROOT),
                            each.what(),
                            each.evidence(),
                            each.fix()));
        }
    }

    /** One line of the table, one object of the JSON. */
    record Row(String environment, String severity, String what, String evidence, String fix) {}

    private Diagnosis look(String name) throws Exception {
        try (OpenLab open = OpenLab.places(invocation, choice.of(invocation, environment), environment.in(name))) {
            boolean running = open.environment().state(open.topology()) instanceof Liveness.Running;
            return new Diagnosis(
                    name,
                    running,
                    open.environment().preflight(open.topology()),
                    running ? new ClusterDoctor(open.scope()).examine() : List.of());
        }
    }

    private void print(List<Diagnosis> found, boolean chosen) {
        Io io = invocation.io();
        List<Row> rows = found.stream().flatMap(Diagnosis::rows).toList();
        for (Diagnosis each : found) {
            if (each.rows().findAny().isEmpty()) {
                io.err()
                        .println(each.environment() + ": "
                                + (each.running() ? "nothing is wrong with the lab that runs" : "ready"));
            }
        }
        if (!rows.isEmpty()) {
            List<String> columns = List.of("ENVIRONMENT", "SEVERITY", "WHAT", "EVIDENCE", "FIX");
            Table table = Look.rowsOf(
                    columns,
                    List.of(),
                    rows,
                    row -> List.of(row.environment(), row.severity(), row.what(), row.evidence(), row.fix()));
            output.to(io).print(table, rows);
        }
    }
}
