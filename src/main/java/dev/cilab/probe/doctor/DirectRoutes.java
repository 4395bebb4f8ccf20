package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Topology;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Since 1.15 an agent ends when it should add a direct route to a node that is not on its own segment. */
final class DirectRoutes implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        boolean wanted = patient.isOn("auto-direct-node-routes") && !patient.isOn("direct-routing-skip-unreachable");
        Set<String> segments = patient.scope().topology().machines().stream()
                .filter(machine -> patient.cluster().nodes().contains(machine.name()))
                .flatMap(machine -> machine.interfaces().stream().limit(1))
                .flatMap((Topology.Interface each) -> each.segment().stream())
                .collect(Collectors.toSet());
        return wanted && segments.size() > 1
                ? Ailment.error(
                        "autoDirectNodeRoutes is on, and the nodes lie on several segments: agents end with \"not on the same L2\"",
                        "auto-direct-node-routes=true, segments " + String.join(", ", segments),
                        "helm -n kube-system upgrade cilium cilium/cilium --reuse-values --set autoDirectNodeRoutes=false")
                : List.of();
    }
}
