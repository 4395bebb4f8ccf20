package dev.cilab.probe.helm;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code helm-releases}: the newest revision of every Helm release, or with {@code release} (and {@code namespace}) every revision of that
 * one, oldest first.
 */
public final class ReleasesProbe implements Probe<HelmReleases> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "helm-releases", List.of(), Set.of("release", "namespace", "cluster"), HelmReleases.class, "name");
    }

    @Override
    public HelmReleases look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        Releases releases = new Releases(site.api());
        String on = site.cluster().name().value();
        try {
            List<Release> found = arguments.text("release").isPresent()
                    ? releases.history(arguments.text("namespace", "kube-system"), arguments.required("release"))
                    : releases.all();
            return new HelmReleases(
                    List.of(on), found.stream().map(each -> state(on, each)).toList(), List.of(), List.of());
        } catch (HelmFailure e) {
            throw new Unreachable(on, e.getMessage(), e);
        }
    }

    static ReleaseState state(String on, Release release) {
        return new ReleaseState(
                on,
                release.name(),
                release.namespace(),
                release.revision(),
                release.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                release.updated().truncatedTo(ChronoUnit.SECONDS).toString(),
                release.chart(),
                release.version(),
                release.appVersion(),
                release.description());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        String name = arguments.text("release").map(each -> ",name=" + each).orElse("");
        return new Site(call, scope).kubectl("get secrets -A -L status,version -l owner=helm" + name);
    }
}
