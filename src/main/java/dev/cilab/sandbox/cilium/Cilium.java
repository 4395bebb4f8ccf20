package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.agent.PodNetwork;
import dev.cilab.sandbox.cilium.bgp.Router;
import dev.cilab.sandbox.cilium.mesh.ApiserverImage;
import dev.cilab.sandbox.cilium.mesh.CertgenImage;
import dev.cilab.sandbox.cluster.Cni;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.node.Fabric;
import java.util.List;
import java.util.Map;

/**
 * Cilium in one cluster: what its images run, and the pod network they make. Agent and operator run as pods of the cluster, started by its
 * kubelets once somebody has installed Cilium's chart.
 */
public final class Cilium {

    private static final String AGENT_IMAGE = "quay.io/cilium/cilium";
    private static final String OPERATOR_IMAGE = "quay.io/cilium/operator-generic";
    private static final String APISERVER_IMAGE = "quay.io/cilium/clustermesh-apiserver";
    private static final String CERTGEN_IMAGE = "quay.io/cilium/certgen";

    private final PodNetwork network = new PodNetwork();
    private final Map<String, Workload> images;

    public Cilium(Objects objects, Fabric fabric, SandboxSpec spec, SandboxSpec.Cluster cluster) {
        List<Member> members = spec.nodes().stream()
                .filter(node -> cluster.nodes().contains(node.name()))
                .map(node -> new Member(fabric.node(node.name()), devices(node)))
                .toList();
        List<Router> routers = spec.nodes().stream()
                .filter(node -> node.roles().contains("router"))
                .map(node -> new Router(fabric.node(node.name()), addresses(node)))
                .toList();
        this.images = Map.of(
                AGENT_IMAGE, new AgentImage(objects, members, routers, network, fabric.exchange()),
                OPERATOR_IMAGE, new OperatorImage(objects, cluster.nodes()),
                APISERVER_IMAGE, new ApiserverImage(objects, fabric.exchange()),
                CERTGEN_IMAGE, new CertgenImage(objects));
    }

    /** The pod network. Not ready on a node until the node's agent is. */
    public Cni cni() {
        return network;
    }

    /** By repository, without tag: the tag is the version whose behaviour is stood in for. */
    public Map<String, Workload> images() {
        return images;
    }

    private static List<String> devices(SandboxSpec.Node node) {
        return node.interfaces().stream()
                .filter(each -> each.segment() != null)
                .map(SandboxSpec.Interface::name)
                .toList();
    }

    private static List<String> addresses(SandboxSpec.Node node) {
        return node.interfaces().stream()
                .map(each -> each.address().replaceFirst("/.*", ""))
                .toList();
    }
}
