package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.helm.HelmReleases;
import dev.cilab.probe.helm.ReleaseState;
import dev.cilab.probe.helm.ReleasesProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Helm releases of the lab's clusters, read from the Secrets in which Helm keeps them.",
        footer = {"", "Examples:", "  cilab helm list", "  cilab helm list --lab mesh -o json"})
final class HelmListCommand extends Look<HelmReleases> {

    HelmListCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    HelmReleases look(OpenLab open) throws Unreachable {
        return once(new ReleasesProbe(), open, List.of(), Map.of());
    }

    @Override
    Table table(HelmReleases seen) {
        return rowsOf(
                List.of("CLUSTER", "NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART"),
                List.of("DESCRIPTION"),
                seen.releases(),
                HelmListCommand::row);
    }

    static List<String> row(ReleaseState release) {
        return List.of(
                release.on(),
                release.name(),
                release.namespace(),
                String.valueOf(release.revision()),
                release.updated(),
                release.status(),
                release.chart() + "-" + release.version(),
                release.description());
    }

    @Override
    List<?> rows(HelmReleases seen) {
        return seen.releases();
    }
}
