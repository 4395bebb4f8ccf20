package dev.cilab.probe.helm;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.HelmValues;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Set;

/**
 * {@code helm-values}: what a user gave a Helm release, arguments {@code release} and {@code namespace}; with {@code all} the chart's
 * defaults below it.
 */
public final class ValuesProbe implements Probe<HelmValuesSeen> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "helm-values",
                List.of(),
                Set.of("release", "namespace", "all", "cluster"),
                HelmValuesSeen.class,
                "name");
    }

    @Override
    public HelmValuesSeen look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String on = site.cluster().name().value();
        try {
            List<ReleaseValues> found = new Releases(site.api())
                    .newest(arguments.text("namespace", "kube-system"), arguments.required("release")).stream()
                            .map(each -> values(on, each, arguments.flag("all")))
                            .toList();
            return new HelmValuesSeen(List.of(on), found, List.of(), List.of());
        } catch (HelmFailure e) {
            throw new Unreachable(on, e.getMessage(), e);
        }
    }

    private static ReleaseValues values(String on, Release release, boolean all) {
        HelmValues values = all ? release.defaults().with(release.values()) : release.values();
        return new ReleaseValues(
                on,
                release.name(),
                release.namespace(),
                release.revision(),
                release.version(),
                values.withoutSecrets().tree());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        return "helm -n " + arguments.text("namespace", "kube-system") + " get values " + arguments.required("release")
                + (arguments.flag("all") ? " --all" : "");
    }
}
