package dev.cilab.cli;

import dev.cilab.check.Timekeeper;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.mesh.Connection;
import dev.cilab.probe.mesh.Mesh;
import dev.cilab.probe.mesh.MeshProbe;
import dev.cilab.probe.mesh.MeshSide;
import dev.cilab.run.ExitCode;
import dev.cilab.term.Io;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "What every agent of every cluster says of its connections to the other clusters, in the words of cilium clustermesh status.",
            "A cluster that does not answer hides nothing of the others."
        },
        footer = {
            "",
            "Examples:",
            "  cilab mesh status",
            "  cilab mesh status --wait          until every agent is connected to every cluster that it is told of",
            "  cilab mesh status -o wide         one line per agent and cluster",
            "",
            "Exit codes: 0 every agent of every cluster is connected, 1 not so, 3 a cluster or agent could not be asked"
        })
final class MeshStatusCommand extends Look<Mesh> {

    private static final Duration PAUSE = Duration.ofMillis(300);

    @Option(
            names = "--wait",
            description = "Look again until all are connected. A cluster that is told of no other is not.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "With --wait: how long at most (default: ${DEFAULT-VALUE}).")
    private int timeout;

    MeshStatusCommand(Invocation invocation) {
        super(invocation);
    }

    /** One cluster, for programs. */
    record Status(MeshSide cluster, List<Connection> connections) {}

    @Override
    Mesh look(OpenLab open) throws Unreachable, InterruptedException {
        Timekeeper time = Timekeeper.system();
        Instant end = time.now().plusSeconds(timeout);
        Mesh seen = once(new MeshProbe(), open, List.of(), Map.of());
        while (wait && !complete(seen) && time.now().isBefore(end)) {
            time.pause(PAUSE);
            seen = once(new MeshProbe(), open, List.of(), Map.of());
        }
        return seen;
    }

    private static boolean complete(Mesh seen) {
        return seen.unreachable().isEmpty()
                && !seen.sides().isEmpty()
                && seen.sides().stream().allMatch(MeshSide::complete);
    }

    @Override
    ExitCode exit(Mesh seen) {
        return complete(seen) ? ExitCode.OK : ExitCode.CHECK_FAILED;
    }

    @Override
    void print(Io io, OutputOptions format, Mesh seen) {
        if (format.format == OutputFormat.TABLE) {
            io.out().print(MeshStatusView.text(seen));
        } else {
            super.print(io, format, seen);
        }
    }

    @Override
    Table table(Mesh seen) {
        return rowsOf(
                List.of("CLUSTER", "NODE", "REMOTE", "READY", "NODES", "ENDPOINTS", "IDENTITIES", "SERVICES", "STATUS"),
                List.of(),
                seen.connections(),
                each -> List.of(
                        each.on(),
                        each.node(),
                        each.remote(),
                        String.valueOf(each.ready()),
                        String.valueOf(each.nodes()),
                        String.valueOf(each.endpoints()),
                        String.valueOf(each.identities()),
                        String.valueOf(each.services()),
                        each.reason().isEmpty() ? each.status() : each.reason()));
    }

    @Override
    List<?> rows(Mesh seen) {
        return seen.sides().stream()
                .map(side -> new Status(side, seen.of(side)))
                .toList();
    }
}
