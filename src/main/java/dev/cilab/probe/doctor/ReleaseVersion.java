package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.helm.HelmFailure;
import dev.cilab.helm.Release;
import dev.cilab.helm.Releases;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An upgrade that failed, or that went to another chart and took the values of the old one with it ({@code --reuse-values}). */
final class ReleaseVersion implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        try {
            Optional<Release> release = new Releases(patient.api()).newest(Patient.NAMESPACE, "cilium");
            Optional<KubeObject> agents = patient.api().get(Ref.one("daemonsets", Patient.NAMESPACE, "cilium"));
            return release.map(
                            each -> findings(each, agents.map(Patient::version).orElse("")))
                    .orElse(List.of());
        } catch (HelmFailure e) {
            throw new Unreachable(patient.cluster().name().value(), e.getMessage(), e);
        }
    }

    /** @param agents version of the image that the DaemonSet runs; empty where it cannot be told */
    static List<Finding> findings(Release release, String agents) {
        List<Finding> findings = new ArrayList<>();
        String wanted = Patient.plain(release.appVersion());
        String again = "helm -n kube-system upgrade cilium cilium/cilium --version " + release.version()
                + " --reset-then-reuse-values";
        if (release.status() == Release.Status.FAILED) {
            findings.addAll(Ailment.error(
                    "the last Helm operation on Cilium failed: what it changed, it changed in part",
                    "revision " + release.revision() + ": " + release.description(),
                    again));
        }
        if (!agents.isEmpty() && !wanted.isEmpty() && !agents.equals(wanted)) {
            findings.addAll(Ailment.error(
                    "the agents are of another version than the chart: it was upgraded with the old chart's values",
                    "chart " + release.version() + " is for Cilium " + wanted + ", DaemonSet cilium runs " + agents,
                    again));
        }
        return findings;
    }
}
