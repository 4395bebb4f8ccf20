package dev.cilab.probe.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.env.Environment;
import dev.cilab.env.Finding;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Host;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.NodeName;
import dev.cilab.lab.Topology;
import dev.cilab.probe.bgp.Peer;
import dev.cilab.probe.bgp.Peers;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Each known trouble in a cluster that has it, and none in a cluster that is well. */
class ClusterDoctorTest {

    private static final String STATUS = """
            {"cilium":{"state":"Ok","msg":"1.18.0"},"kube-proxy-replacement":{"mode":"True","features":{"nodePort":
            {"enabled":true,"mode":"SNAT","algorithm":"Random"}}},"masquerading":{"enabled":true,"mode":"BPF"}}""";

    private final Map<String, List<String>> objects = new HashMap<>();
    private int geneve;

    @Test
    void everyTroubleIsTold() {
        node("n1", "10.0.2.15");
        node("n2", "10.0.2.15");
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"true",
                "auto-direct-node-routes":"true","bpf-lb-mode":"dsr","bpf-lb-dsr-dispatch":"geneve"}}""");
        put("ciliumbgppeerconfigs", """
                {"metadata":{"name":"peer"},"spec":{"families":[{"afi":"ipv4","safi":"unicast",
                "advertisements":{"matchLabels":{"advertise":"bgp"}}}]}}""");
        put("ciliumbgpadvertisements", """
                {"metadata":{"name":"lb","labels":{"advertise":"nobody"}},"spec":{"advertisements":[
                {"advertisementType":"Service","service":{"addresses":["LoadBalancerIP"]}}]}}""");
        put("ciliumbgpclusterconfigs", "{\"metadata\":{\"name\":\"bgp\"}}");
        put("ciliumbgppeeringpolicies", "{\"metadata\":{\"name\":\"old\"}}");
        put("services", """
                {"metadata":{"name":"webpod","namespace":"default"},"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{},
                "conditions":[{"type":"cilium.io/IPAMRequestSatisfied","status":"False","reason":"no_pool",
                "message":"There are no enabled CiliumLoadBalancerIPPools that match this service"}]}}""");
        geneve = 1;

        Golden.check("doctor/sick.txt", text(examine()));
    }

    @Test
    void aClusterThatIsWellHasNothing() {
        node("n1", "192.168.10.100");
        node("n2", "192.168.20.100");
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"false",
                "auto-direct-node-routes":"false"}}""");
        put("secrets", """
                {"metadata":{"name":"sh.helm.release.v1.cilium.v1","namespace":"kube-system"}}""");
        put("secrets", "{\"metadata\":{\"name\":\"cilium-ca\",\"namespace\":\"kube-system\"}}");

        assertThat(examine()).isEmpty();
    }

    @Test
    void withoutCiliumOnlyThatIsSaid() {
        node("n1", "192.168.10.100");

        assertThat(examine()).singleElement().satisfies(finding -> assertThat(finding.what())
                .isEqualTo("Cilium is not installed in cluster bgp, so its nodes are NotReady"));
    }

    @Test
    void bothEndsOfAPeeringTellWhatIsWrong() {
        Peers seen = new Peers(
                List.of("cilium", "router"),
                List.of(
                        peer("cilium", "n1", 65001, 65009, "active", "ok", true),
                        peer("router", "n1", 65000, 65001, "active", "ok", true),
                        peer("cilium", "n2", 65001, 65000, "active", "ok", true),
                        peer("cilium", "n3", 65001, 65000, "established", "ok", true),
                        peer("router", "n3", 65000, 65001, "established", "policy", false)),
                List.of(),
                List.of(),
                List.of());

        Golden.check("doctor/peerings.txt", text(Peerings.findings(seen)));
    }

    private static Peer peer(
            String on, String node, long local, long remote, String state, String policy, boolean graceful) {
        String address = on.equals("router") ? "192.168.10.10" + node.charAt(1) : "192.168.10.200";
        return new Peer(
                on, node, "", local, remote, address, state, 0, 0, 0, 0, 0, 0, graceful, 15, policy, "", List.of());
    }

    private static String text(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.severity().name().toLowerCase(Locale.ROOT) + "  " + each.what() + "\n  "
                        + each.evidence() + "\n  " + each.fix() + "\n")
                .collect(Collectors.joining());
    }

    private void put(String plural, String json) {
        objects.computeIfAbsent(plural, each -> new ArrayList<>()).add(json);
    }

    private void node(String name, String address) {
        put(
                "nodes",
                "{\"metadata\":{\"name\":\"" + name
                        + "\"},\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"" + address
                        + "\"}]}}");
    }

    private List<KubeObject> list(String plural) {
        return objects.getOrDefault(plural, List.of()).stream()
                .map(json -> new KubeObject(JsonMapper.shared().readTree(json)))
                .toList();
    }

    private List<Finding> examine() {
        for (String node : List.of("n1", "n2")) {
            put("pods", """
                    {"metadata":{"name":"cilium-%s","namespace":"kube-system"},"spec":{"nodeName":"%s","containers":[
                    {"name":"cilium-agent","image":"quay.io/cilium/cilium:v1.18.0"}]},"status":{"conditions":[
                    {"type":"Ready","status":"True"}],"containerStatuses":[{"name":"cilium-agent","ready":true}]}}
                    """.formatted(node, node));
        }
        Cluster cluster = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "list" -> list(((Ref) args[0]).kind());
                    case "get" ->
                        list(((Ref) args[0]).kind()).stream()
                                .filter(each -> each.name().equals(((Ref) args[0]).name()))
                                .findFirst();
                    case "serves" ->
                        objects.containsKey((String) args[0]) ? Optional.of("cilium.io/v2") : Optional.empty();
                    case "exec" -> exec((Command) args[3]);
                    case "paste" -> "kubectl " + args[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Host host = (Host) Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "run" -> result((Command) args[0], geneve, "");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "cluster" -> cluster;
                    case "host" -> host;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Scope scope = new Scope(environment, topology(), Map.of(), each -> {
            throw new UnsupportedOperationException("the doctor changes nothing");
        });
        return new ClusterDoctor(scope).examine();
    }

    private static Result exec(Command command) throws Unreachable {
        return result(command, 0, command.argv().contains("status") ? STATUS : "BGP Control Plane is disabled\n");
    }

    private static Result result(Command command, int exit, String out) {
        return new Result(command, exit, out.getBytes(StandardCharsets.UTF_8), new byte[0], Duration.ZERO);
    }

    private static Topology topology() {
        return new Topology(
                "bgp",
                List.of(
                        new Topology.Segment("lan10", "192.168.10.0/24"),
                        new Topology.Segment("lan20", "192.168.20.0/24")),
                List.of(machine("n1", 10), machine("n2", 20)),
                List.of(new Topology.KubeCluster(
                        new ClusterName("bgp"),
                        "v1.33.2",
                        "172.20.0.0/16",
                        "10.96.0.0/16",
                        List.of(new NodeName("n1"), new NodeName("n2")))));
    }

    private static Topology.Machine machine(String name, int segment) {
        return new Topology.Machine(
                new NodeName(name),
                List.of("worker"),
                List.of(new Topology.Interface("eth1", "192.168." + segment + ".100/24", Optional.of("lan" + segment))),
                List.of());
    }
}
