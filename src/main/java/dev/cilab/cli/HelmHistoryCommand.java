package dev.cilab.cli;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.helm.HelmReleases;
import dev.cilab.probe.helm.ReleasesProbe;
import dev.cilab.term.Table;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Revisions of a Helm release, oldest first.",
        footer = {"", "Examples:", "  cilab helm history", "  cilab helm history cilium -o wide"})
final class HelmHistoryCommand extends Look<HelmReleases> {

    @Parameters(index = "0", paramLabel = "RELEASE", defaultValue = "cilium", description = "Default: cilium.")
    private String release;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "kube-system",
            description = "Default: kube-system.")
    private String namespace;

    HelmHistoryCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    HelmReleases look(OpenLab open) throws Unreachable {
        return once(new ReleasesProbe(), open, List.of(), Map.of("release", release, "namespace", namespace));
    }

    @Override
    Table table(HelmReleases seen) {
        return rowsOf(
                List.of("CLUSTER", "REVISION", "UPDATED", "STATUS", "CHART", "DESCRIPTION"),
                List.of("APP"),
                seen.releases(),
                each -> List.of(
                        each.on(),
                        String.valueOf(each.revision()),
                        each.updated(),
                        each.status(),
                        each.chart() + "-" + each.version(),
                        each.description(),
                        each.appVersion()));
    }

    @Override
    List<?> rows(HelmReleases seen) {
        return seen.releases();
    }
}
