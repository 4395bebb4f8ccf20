package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import java.util.List;

/** No agent can run without its ConfigMap. */
final class CiliumMissing implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        return patient.config().isPresent()
                ? List.of()
                : Ailment.warning(
                        "Cilium is not installed in cluster "
                                + patient.cluster().name() + ", so its nodes are NotReady",
                        "there is no ConfigMap kube-system/cilium-config",
                        "cilab " + patient.scope().topology().name() + " up");
    }
}
