package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.mesh.Diagnosis;
import dev.cilab.probe.mesh.MeshDoctor;
import dev.cilab.probe.mesh.Obstacle;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.Table;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "doctor",
        description = {
            "Look for what keeps the clusters from being one mesh: names, ids, networks, certificates, ports, connections, services.",
            "Each finding has a symptom, a cause and a fix. Nothing is changed."
        },
        footer = {
            "",
            "Examples:",
            "  cilab mesh doctor",
            "  cilab mesh doctor -o json",
            "",
            "Exit codes: 0 nothing is wrong, 1 something is, 3 a cluster could not be asked"
        })
final class MeshDoctorCommand extends Look<Diagnosis> {

    MeshDoctorCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Diagnosis look(OpenLab open) throws Unreachable {
        return new MeshDoctor(open.scope()).look();
    }

    @Override
    ExitCode exit(Diagnosis seen) {
        return seen.obstacles().isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    @Override
    void print(Io io, OutputOptions format, Diagnosis seen) {
        if (format.format != OutputFormat.TABLE) {
            super.print(io, format, seen);
        } else {
            io.out().print(text(seen));
        }
    }

    /** One paragraph for each finding. */
    static String text(Diagnosis seen) {
        if (seen.obstacles().isEmpty()) {
            return seen.unreachable().isEmpty()
                    ? "nothing is wrong with " + String.join(", ", seen.places()) + "\n"
                    : "nothing was found where an answer came\n";
        }
        return seen.obstacles().stream().map(MeshDoctorCommand::paragraph).collect(Collectors.joining("\n"));
    }

    private static String paragraph(Obstacle found) {
        return found.cluster() + ": " + found.rule() + "\n  symptom  " + found.symptom() + "\n  cause    "
                + found.cause() + "\n  fix      " + found.fix() + "\n";
    }

    @Override
    Table table(Diagnosis seen) {
        return rowsOf(
                List.of("CLUSTER", "RULE", "CAUSE", "FIX"),
                List.of("SYMPTOM"),
                seen.obstacles(),
                each -> List.of(each.cluster(), each.rule(), each.cause(), each.fix(), each.symptom()));
    }

    @Override
    List<?> rows(Diagnosis seen) {
        return seen.obstacles();
    }
}
