package dev.cilab.cli;

import dev.cilab.data.Json;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.HelmValues;
import dev.cilab.probe.helm.HelmValuesSeen;
import dev.cilab.probe.helm.ReleaseValues;
import dev.cilab.probe.helm.ValuesProbe;
import dev.cilab.term.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "values",
        description = {
            "Values of a Helm release: what was given to it, by path as helm --set takes it.",
            "With -o yaml as a tree. What is secret is not shown."
        },
        footer = {
            "",
            "Examples:",
            "  cilab helm values",
            "  cilab helm values cilium --all     with the chart's defaults",
            "  cilab helm values -o yaml"
        })
final class HelmValuesCommand extends Look<HelmValuesSeen> {

    @Parameters(index = "0", paramLabel = "RELEASE", defaultValue = "cilium", description = "Default: cilium.")
    private String release;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = "kube-system",
            description = "Default: kube-system.")
    private String namespace;

    @Option(names = "--all", description = "The chart's defaults, too.")
    private boolean all;

    HelmValuesCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    HelmValuesSeen look(OpenLab open) throws Unreachable, UsageError {
        HelmValuesSeen seen = once(
                new ValuesProbe(),
                open,
                List.of(),
                Map.of("release", release, "namespace", namespace, "all", String.valueOf(all)));
        if (seen.empty() && seen.unreachable().isEmpty()) {
            throw new UsageError(
                    "there is no Helm release \"" + release + "\" in namespace " + namespace, "cilab helm list");
        }
        return seen;
    }

    @Override
    Table table(HelmValuesSeen seen) {
        List<List<String>> rows = new ArrayList<>();
        for (ReleaseValues each : seen.releases()) {
            new HelmValues(each.values())
                    .leaves()
                    .forEach((path, value) -> rows.add(List.of(each.on(), path, Json.line(value))));
        }
        return new Table(List.of("CLUSTER", "VALUE", "IS"), List.of(), rows);
    }

    @Override
    List<?> rows(HelmValuesSeen seen) {
        return seen.releases();
    }
}
