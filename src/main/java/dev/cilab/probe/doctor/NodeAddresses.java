package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Virtual machines whose first network card is the NAT one all call themselves 10.0.2.15, unless the kubelet is told better. */
final class NodeAddresses implements Ailment {

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        Map<String, List<String>> nodes = new TreeMap<>(patient.api().list(Ref.all("nodes")).stream()
                .collect(Collectors.groupingBy(
                        NodeAddresses::internalIp, Collectors.mapping(KubeObject::name, Collectors.toList()))));
        return nodes.entrySet().stream()
                .filter(each -> !each.getKey().isEmpty() && each.getValue().size() > 1)
                .flatMap(each -> Ailment.error(
                        "several nodes have the same InternalIP, so no traffic finds the right one",
                        each.getKey() + ": " + String.join(", ", each.getValue()),
                        "on each of them: echo KUBELET_EXTRA_ARGS=--node-ip=ADDRESS | sudo tee /etc/default/kubelet;"
                                + " sudo systemctl restart kubelet")
                        .stream())
                .toList();
    }

    static String internalIp(KubeObject node) {
        return node.at("/status/addresses")
                .valueStream()
                .filter(address -> address.path("type").asString("").equals("InternalIP"))
                .map(address -> address.path("address").asString(""))
                .findFirst()
                .orElse("");
    }
}
