package dev.cilab.probe.mesh;

import dev.cilab.env.Scope;
import dev.cilab.exec.Parallel;
import dev.cilab.exec.Parallel.Outcome;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Json;
import dev.cilab.probe.Missed;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import dev.cilab.probe.cilium.AgentPods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * {@code mesh}: what every agent says of every remote cluster, and what its cluster brings into the mesh. It asks what
 * {@code cilium clustermesh status} asks, of all clusters at the same time.
 */
public final class MeshProbe implements Probe<Mesh> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of("mesh", List.of(Site.CILIUM), Set.of("cluster"), Mesh.class, "remote");
    }

    /** What one agent answered. */
    private record Answer(List<Connection> connections, Optional<Integer> globalServices) {}

    @Override
    public Mesh look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        String cluster = site.cluster().name().value();
        AgentPods agents = new AgentPods(site);
        List<NodeName> present = agents.nodes().stream().filter(agents::runsOn).toList();
        List<Connection> connections = new ArrayList<>();
        List<Integer> globalServices = new ArrayList<>();
        List<Missed> missed = new ArrayList<>();
        for (Outcome<NodeName, Answer> outcome : Parallel.map(present, node -> ask(cluster, agents, node))) {
            if (outcome.ok()) {
                connections.addAll(outcome.value().connections());
                outcome.value().globalServices().ifPresent(globalServices::add);
            } else {
                missed.add(new Missed(
                        cluster, outcome.place().value(), outcome.failure().getMessage()));
            }
        }
        List<String> nodes = agents.nodes().stream().map(NodeName::value).toList();
        MeshSide side = side(site.api(), cluster, nodes, connections, globalServices);
        return new Mesh(List.of(cluster), connections, List.of(side), missed, agents.warnings());
    }

    private static Answer ask(String cluster, AgentPods agents, NodeName node) throws Unreachable {
        String pod = agents.pod(node).name();
        JsonNode status = Json.read(node.value(), agents.text(node, "cilium-dbg", "status", "-o", "json"));
        JsonNode services = status.at("/cluster-mesh/num-global-services");
        boolean tells = services.isNumber() || older(AgentPods.version(agents.pod(node)));
        return new Answer(
                RemoteClusters.read(cluster, node.value(), pod, status),
                tells ? Optional.of(services.asInt(0)) : Optional.empty());
    }

    /** Up to 1.18 a number that is absent is zero; since 1.19 it is never there. */
    private static boolean older(String version) {
        String[] parts = version.split("\\.");
        return parts.length > 1 && parts[0].equals("1") && Integer.parseInt(parts[1]) < 19;
    }

    private static MeshSide side(
            Cluster api, String cluster, List<String> agents, List<Connection> connections, List<Integer> services)
            throws Unreachable {
        String name = api.get(Ref.one("configmaps", Access.NAMESPACE, "cilium-config"))
                .map(config -> config.at("/data/cluster-name").asString(""))
                .orElse("");
        Optional<Access> access = Access.of(api);
        Optional<KubeObject> apiserver = api.get(Ref.one("deployments", Access.NAMESPACE, Access.APISERVER));
        List<String> expected = List.copyOf(RemoteConfig.of(api, name).keySet());
        return new MeshSide(
                cluster,
                name,
                access.map(Access::type).orElse(""),
                access.map(Access::endpoints).orElse(List.of()),
                apiserver.filter(MeshProbe::ready).isPresent(),
                apiserver.filter(MeshProbe::kvstoremesh).isPresent(),
                expected,
                agents,
                unconnected(agents, expected, connections),
                services);
    }

    private static boolean ready(KubeObject deployment) {
        int wanted = deployment.at("/spec/replicas").asInt(1);
        return wanted > 0 && deployment.at("/status/readyReplicas").asInt(0) >= wanted;
    }

    private static boolean kvstoremesh(KubeObject deployment) {
        return deployment.at("/spec/template/spec/containers").valueStream().anyMatch(each -> each.path("name")
                .asString("")
                .equals("kvstoremesh"));
    }

    private static List<String> unconnected(List<String> agents, List<String> expected, List<Connection> connections) {
        return agents.stream()
                .flatMap(node -> expected.stream().flatMap(remote -> unconnected(node, remote, connections)))
                .toList();
    }

    private static Stream<String> unconnected(String node, String remote, List<Connection> connections) {
        Optional<Connection> found = connections.stream()
                .filter(each -> each.node().equals(node) && each.remote().equals(remote))
                .findFirst();
        return found.isEmpty()
                ? Stream.of(node + " is not configured for cluster " + remote)
                : found.stream()
                        .filter(each -> !each.reason().isEmpty())
                        .map(each -> node + " is not connected to cluster " + remote + ": " + each.reason());
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        return new Site(call, scope)
                .kubectl("-n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose");
    }
}
