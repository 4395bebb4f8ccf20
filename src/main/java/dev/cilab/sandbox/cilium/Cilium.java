package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.SandboxSpec;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.agent.PodNetwork;
import dev.cilab.sandbox.cilium.bgp.Router;
import dev.cilab.sandbox.cluster.Cni;
import dev.cilab.sandbox.cluster.Workload;
import dev.cilab.sandbox.node.Fabric;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cilium in one cluster: what its images run, the pod network they make, and its installation. Agent and operator run as pods of the
 * cluster, started by its kubelets; this class starts neither.
 */
public final class Cilium {

    private final Objects objects;
    private final SandboxSpec.Cluster cluster;
    private final PodNetwork network = new PodNetwork();
    private final Map<String, Workload> images;

    public Cilium(Objects objects, Fabric fabric, SandboxSpec spec, SandboxSpec.Cluster cluster) {
        this.objects = objects;
        this.cluster = cluster;
        List<Member> members = spec.nodes().stream()
                .filter(node -> cluster.nodes().contains(node.name()))
                .map(node -> new Member(fabric.node(node.name()), devices(node)))
                .toList();
        List<Router> routers = spec.nodes().stream()
                .filter(node -> node.roles().contains("router"))
                .map(node -> new Router(fabric.node(node.name()), addresses(node)))
                .toList();
        this.images = Map.of(
                Chart.AGENT_IMAGE, new AgentImage(objects, members, routers, network, fabric.exchange()),
                Chart.OPERATOR_IMAGE, new OperatorImage(objects, cluster.nodes()));
    }

    /** The pod network. Not ready on a node until the node's agent is. */
    public Cni cni() {
        return network;
    }

    /** By repository, without tag: the tag is the version whose behaviour is stood in for. */
    public Map<String, Workload> images() {
        return images;
    }

    /** Puts into the cluster what the chart renders from the cluster's values; nothing when it names none. */
    public void install() {
        if (cluster.cilium() == null) {
            return;
        }
        for (ObjectNode object : new Chart(cluster.ciliumVersion(), Values.of(cluster.cilium())).objects()) {
            try {
                objects.create(
                        objects.type(
                                object.path("apiVersion").asString(),
                                object.path("kind").asString()),
                        object);
            } catch (ApiError e) {
                if (!e.reason().equals("AlreadyExists")) {
                    throw e;
                }
            }
        }
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
