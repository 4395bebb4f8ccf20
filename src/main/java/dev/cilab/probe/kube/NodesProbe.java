package dev.cilab.probe.kube;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code nodes}: the cluster's nodes; argument {@code selector} (labels) keeps some. */
public final class NodesProbe implements Probe<KubeNodes> {

    private static final String ROLE = "node-role.kubernetes.io/";

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("nodes", List.of(), Set.of("selector", "cluster"), KubeNodes.class, "name");
    }

    @Override
    public KubeNodes look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Cluster api = site.api();
        String on = site.cluster().name().value();
        Map<String, String> podCidrs = PodCidrs.of(api);
        List<KubeNode> nodes = api.list(Ref.all("nodes"), new Arguments(call).text("selector", ""), "").stream()
                .map(node -> read(on, node, podCidrs.getOrDefault(node.name(), "")))
                .toList();
        return new KubeNodes(List.of(on), nodes, List.of(), List.of());
    }

    static KubeNode read(String on, KubeObject node, String podCidr) {
        return new KubeNode(
                on,
                node.name(),
                Conditions.isTrue(node, "Ready"),
                !node.at("/spec/unschedulable").asBoolean(false),
                node.at("/status/nodeInfo/kubeletVersion").asString(""),
                node.at("/status/addresses")
                        .valueStream()
                        .filter(a -> a.path("type").asString("").equals("InternalIP"))
                        .findFirst()
                        .map(a -> a.path("address").asString(""))
                        .orElse(""),
                podCidr,
                node.labels().keySet().stream()
                        .filter(l -> l.startsWith(ROLE))
                        .map(l -> l.substring(ROLE.length()))
                        .sorted()
                        .toList(),
                node.labels());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        String selector =
                new Arguments(call).text("selector").map(s -> " -l " + s).orElse("");
        return new Site(call, scope).kubectl("get nodes -o wide --show-labels" + selector);
    }
}
