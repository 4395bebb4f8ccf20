package dev.cilab.probe.traffic;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.Site;
import java.util.HashMap;
import java.util.Map;

/** Which node has which address: those of the topology, of the cluster's nodes, and Cilium's own on each node. */
record Owners(Map<String, String> nodes) {

    static Owners of(Site site) throws Unreachable {
        Map<String, String> nodes = new HashMap<>();
        Cluster api = site.api();
        for (KubeObject node : api.list(Ref.all("nodes"))) {
            node.at("/status/addresses")
                    .forEach(each -> nodes.put(each.path("address").asString(""), node.name()));
        }
        if (api.serves("ciliumnodes").isPresent()) {
            for (KubeObject node : api.list(Ref.all("ciliumnodes"))) {
                node.at("/spec/addresses")
                        .forEach(each -> nodes.put(each.path("ip").asString(""), node.name()));
            }
        }
        site.topology().machines().forEach(machine -> machine.interfaces()
                .forEach(each -> nodes.put(
                        each.address().replaceFirst("/.*", ""), machine.name().value())));
        return new Owners(nodes);
    }

    String of(String address) {
        return nodes.getOrDefault(address, "");
    }
}
