package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.mesh.TroubleshootProbe;
import dev.cilab.probe.mesh.Troubleshooting;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "troubleshoot",
        description = "What every agent finds on its way to the other clusters: name, TCP, TLS, certificates, etcd.",
        footer = {
            "",
            "Examples:",
            "  cilab mesh troubleshoot",
            "",
            "Exit codes: 0 every way is fine, 1 an agent found something wrong, 3 an agent could not be asked"
        })
final class MeshTroubleshootCommand extends Look<Troubleshooting> {

    MeshTroubleshootCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    Troubleshooting look(OpenLab open) throws Unreachable {
        return once(new TroubleshootProbe(), open, List.of(), Map.of());
    }

    @Override
    ExitCode exit(Troubleshooting seen) {
        return seen.reports().stream().allMatch(Troubleshooting.Report::healthy) ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    @Override
    void print(Io io, OutputOptions format, Troubleshooting seen) {
        if (format.format == OutputFormat.TABLE) {
            seen.reports().forEach(each -> io.out()
                    .println("Cluster " + each.on() + ", node " + each.node() + "\n" + each.text() + "\n"));
        } else {
            super.print(io, format, seen);
        }
    }

    @Override
    Table table(Troubleshooting seen) {
        return rowsOf(
                List.of("CLUSTER", "NODE", "HEALTHY"),
                List.of(),
                seen.reports(),
                each -> List.of(each.on(), each.node(), String.valueOf(each.healthy())));
    }

    @Override
    List<?> rows(Troubleshooting seen) {
        return seen.reports();
    }
}
