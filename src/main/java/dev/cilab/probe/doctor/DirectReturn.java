package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import java.util.List;

/** With DSR a connection lives on the node that took it; where nodes choose pods by dice, another node chooses another pod. */
final class DirectReturn implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        String mode = patient.setting("bpf-lb-mode");
        boolean direct = mode.equals("dsr") || mode.equals("hybrid");
        boolean alike = patient.setting("bpf-lb-algorithm").equals("maglev");
        return direct && !alike && patient.cluster().nodes().size() > 1
                ? Ailment.warning(
                        "DSR without Maglev: when the router chooses another node, connections are reset",
                        "bpf-lb-mode=" + mode + ", bpf-lb-algorithm is not maglev",
                        "helm -n kube-system upgrade cilium cilium/cilium --reuse-values"
                                + " --set loadBalancer.algorithm=maglev, then restart daemonset/cilium")
                : List.of();
    }
}
