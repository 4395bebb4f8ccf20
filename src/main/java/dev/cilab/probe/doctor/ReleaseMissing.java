package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Ref;
import java.util.ArrayList;
import java.util.List;

/** {@code cilium clustermesh} and every upgrade start from a Helm release called cilium, and from the CA that it made. */
final class ReleaseMissing implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        List<Finding> findings = new ArrayList<>();
        boolean release = !patient.api()
                .list(Ref.in("secrets", Patient.NAMESPACE), "owner=helm,name=cilium", "")
                .isEmpty();
        if (!release) {
            findings.addAll(Ailment.warning(
                    "no Helm release \"cilium\" in kube-system: upgrades and clustermesh commands will not find Cilium",
                    "no Secret sh.helm.release.v1.cilium.*",
                    "helm list -A, if it has another name or was not installed by Helm"));
        }
        if (patient.api()
                .get(Ref.one("secrets", Patient.NAMESPACE, "cilium-ca"))
                .isEmpty()) {
            findings.addAll(Ailment.warning(
                    "Cilium has no CA: certificates of Hubble and ClusterMesh cannot be made",
                    "no Secret kube-system/cilium-ca",
                    "helm -n kube-system upgrade cilium cilium/cilium --reuse-values"));
        }
        return findings;
    }
}
