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
import dev.cilab.probe.bgp.Path;
import dev.cilab.probe.bgp.Peer;
import dev.cilab.probe.bgp.Peers;
import dev.cilab.probe.kube.Endpoint;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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
    private final Map<String, Integer> mtu = new HashMap<>();
    private final Map<String, String> advertised = new HashMap<>();
    private String image = "quay.io/cilium/cilium:v1.18.0";
    private String served = "cilium.io/v2";
    private boolean router;
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

    /** What an upgrade, a router, a service and the links can have. */
    @Test
    void everyTroubleOfUpgradesPeersAndLinksIsTold() {
        image = "quay.io/cilium/cilium:v1.17.6@sha256:aa";
        node("n1", "192.168.10.100");
        node("n2", "192.168.20.100");
        router = true;
        mtu.put("n1", 1500);
        mtu.put("r", 1400);
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"true",
                "bpf-lb-mode":"dsr"}}""");
        release("failed", "1.18.0", "Upgrade failed: nil pointer evaluating interface {}.enabled");
        put("secrets", "{\"metadata\":{\"name\":\"cilium-ca\",\"namespace\":\"kube-system\"}}");
        put("ciliumbgppeerconfigs", """
                {"metadata":{"name":"short"},"spec":{"gracefulRestart":{"enabled":true,"restartTimeSeconds":15}}}""");
        put("ciliumbgpclusterconfigs", """
                {"metadata":{"name":"bgp"},"spec":{"bgpInstances":[{"localASN":65001,"peers":[
                {"peerASN":65000,"peerAddress":"192.168.10.200","peerConfigRef":{"name":"short"}},
                {"peerASN":65000,"peerAddress":"192.168.10.222","peerConfigRef":{"name":"short"}}]}]}}""");
        put("services", """
                {"metadata":{"name":"webpod","namespace":"default"},"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local"},
                "status":{"loadBalancer":{"ingress":[{"ip":"172.16.1.1"}]}}}""");
        put("endpointslices", """
                {"metadata":{"name":"webpod-1"},"ports":[{"port":80}],"endpoints":[
                {"addresses":["172.20.0.5"],"nodeName":"n1","conditions":{"ready":true}},
                {"addresses":["172.20.1.5"],"nodeName":"n2","conditions":{"ready":false}}]}""");
        advertised.put("cilium-n1", "172.20.0.0/24");
        advertised.put("cilium-n2", "172.16.1.1/32");

        Golden.check("doctor/sick-upgrade.txt", text(examine()));
    }

    /** The same cluster in health: nothing of the above is said without a reason. */
    @Test
    void upgradesPeersAndLinksThatAreWellAreNotTold() {
        node("n1", "192.168.10.100");
        node("n2", "192.168.10.101");
        router = true;
        mtu.put("n1", 1500);
        mtu.put("r", 1500);
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"true",
                "bpf-lb-mode":"snat"}}""");
        release("deployed", "1.18.0", "Upgrade complete");
        put("secrets", "{\"metadata\":{\"name\":\"cilium-ca\",\"namespace\":\"kube-system\"}}");
        put("ciliumbgppeerconfigs", """
                {"metadata":{"name":"long"},"spec":{"ebgpMultihop":2,"gracefulRestart":{"enabled":true,"restartTimeSeconds":60}}}""");
        put("ciliumbgpclusterconfigs", """
                {"metadata":{"name":"bgp","managedFields":[{"apiVersion":"cilium.io/v2"}]},"spec":{"bgpInstances":[{"localASN":65001,
                "peers":[{"peerASN":65000,"peerAddress":"192.168.10.200","peerConfigRef":{"name":"long"}}]}]}}""");
        put("services", """
                {"metadata":{"name":"webpod","namespace":"default"},"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local"},
                "status":{"loadBalancer":{"ingress":[{"ip":"172.16.1.1"}]}}}""");
        put("endpointslices", """
                {"metadata":{"name":"webpod-1"},"ports":[{"port":80}],"endpoints":[
                {"addresses":["172.20.0.5"],"nodeName":"n1","conditions":{"ready":true}}]}""");
        advertised.put("cilium-n1", "172.16.1.1/32");
        advertised.put("cilium-n2", "172.20.1.0/24");

        assertThat(text(examine()))
                .doesNotContain("Helm", "chart", "MTU", "DSR", "v2alpha1", "Local", "peerAddress")
                .doesNotContain("restart than", "ebgpMultihop", "bridges");
    }

    @Test
    void aServiceThatANodeWithPodsKeepsToItselfIsTold() {
        node("n1", "192.168.10.100");
        node("n2", "192.168.10.101");
        KubeObject service = new KubeObject(JsonMapper.shared().readTree("""
                {"metadata":{"name":"webpod","namespace":"default"},"status":{"loadBalancer":{"ingress":[{"ip":"172.16.1.1"}]}}}"""));
        List<Endpoint> endpoints = List.of(
                new Endpoint("bgp", "webpod", "a", "172.20.0.5:80", "n1", true),
                new Endpoint("bgp", "webpod", "b", "172.20.1.5:80", "n2", true));
        List<Path> advertised = List.of(path("n1", "172.16.1.1/32"), path("n2", "172.20.1.0/24"));

        assertThat(LocalServices.findings(service, endpoints, advertised, "look"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).contains("is not announced by nodes that have a ready pod of it");
                    assertThat(finding.evidence()).isEqualTo("172.16.1.1/32 is announced by n1, not by n2");
                });
        assertThat(LocalServices.findings(service, endpoints, List.of(path("n2", "172.20.1.0/24")), "look"))
                .as("no node announces it: that is another trouble")
                .isEmpty();
    }

    @Test
    void resourcesOfTheOldVersionAreTold() {
        node("n1", "192.168.10.100");
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"true"}}""");
        put("ciliumbgpclusterconfigs", """
                {"metadata":{"name":"bgp","managedFields":[{"apiVersion":"cilium.io/v2alpha1","manager":"kubectl"},
                {"apiVersion":"cilium.io/v2","subresource":"status"}]},"spec":{"bgpInstances":[]}}""");

        assertThat(text(examine()))
                .contains("written as v2alpha1, which is deprecated since Cilium 1.18\n  ciliumbgpclusterconfig/bgp");
        served = "cilium.io/v2alpha1";
        assertThat(text(examine())).contains("knows Cilium's BGP kinds as v2alpha1 only");
        image = "quay.io/cilium/cilium:v1.17.6";
        objects.remove("pods");
        assertThat(text(examine())).doesNotContain("v2alpha1");
    }

    private static Path path(String node, String prefix) {
        return new Path(
                "cilium", node, 65001, "192.168.10.200", prefix, "", "", "igp", true, false, false, 1, List.of());
    }

    private void release(String status, String version, String description) {
        String release = """
                {"name":"cilium","namespace":"kube-system","version":2,"config":{},"info":{"status":"%s","description":"%s",
                "last_deployed":"2026-01-01T00:00:00Z"},"chart":{"metadata":{"name":"cilium","version":"%s","appVersion":"%s"}}}
                """.formatted(status, description, version, version);
        byte[] once = Base64.getEncoder().encode(release.getBytes(StandardCharsets.UTF_8));
        put(
                "secrets",
                "{\"metadata\":{\"name\":\"sh.helm.release.v1.cilium.v2\",\"namespace\":\"kube-system\",\"labels\":{\"owner\":\"helm\","
                        + "\"name\":\"cilium\",\"version\":\"2\"}},\"type\":\"helm.sh/release.v1\",\"data\":{\"release\":\""
                        + Base64.getEncoder().encodeToString(once) + "\"}}");
        put("daemonsets", """
                {"metadata":{"name":"cilium","namespace":"kube-system"},"spec":{"template":{"spec":{"containers":[
                {"name":"cilium-agent","image":"%s"}]}}}}""".formatted(image));
    }

    @Test
    void aClusterThatIsWellHasNothing() {
        node("n1", "192.168.10.100");
        node("n2", "192.168.20.100");
        put("configmaps", """
                {"metadata":{"name":"cilium-config","namespace":"kube-system"},"data":{"enable-bgp-control-plane":"false",
                "auto-direct-node-routes":"false"}}""");
        release("deployed", "1.18.0", "Install complete");
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
                    {"name":"cilium-agent","image":"%s"}]},"status":{"conditions":[
                    {"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:41Z"}],"containerStatuses":[
                    {"name":"cilium-agent","ready":true,"lastState":{"terminated":{"finishedAt":"2026-01-01T00:00:10Z"}}}]}}
                    """.formatted(node, node, image));
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
                    case "serves" -> objects.containsKey((String) args[0]) ? Optional.of(served) : Optional.empty();
                    case "exec" -> exec((String) args[1], (Command) args[3]);
                    case "name" -> new ClusterName("bgp");
                    case "paste" -> "kubectl " + args[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Host host = (Host) Proxy.newProxyInstance(
                Host.class.getClassLoader(),
                new Class<?>[] {Host.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "run" -> onHost((Command) args[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "cluster" -> cluster;
                    case "host" -> {
                        asked.set(((NodeName) args[0]).value());
                        yield host;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Scope scope = new Scope(environment, topology(), Map.of(), each -> {
            throw new UnsupportedOperationException("the doctor changes nothing");
        });
        return new ClusterDoctor(scope).examine();
    }

    /** The node whose host was asked for last, by each thread. */
    private final ThreadLocal<String> asked = new ThreadLocal<>();

    private Result onHost(Command command) {
        boolean sizes = command.argv().getLast().contains("mtu");
        String link =
                "/sys/class/net/lo/mtu:65536\n/sys/class/net/eth1/mtu:" + mtu.getOrDefault(asked.get(), 1500) + "\n";
        return result(command, sizes ? 0 : geneve, sizes ? link : "");
    }

    private Result exec(String pod, Command command) throws Unreachable {
        boolean routes = command.argv().contains("advertised") && advertised.containsKey(pod);
        String told = routes
                ? "[{\"router-asn\":65001,\"prefix\":\"" + advertised.get(pod) + "\",\"paths\":[{\"best\":true}]}]"
                : "BGP Control Plane is disabled\n";
        return result(command, 0, command.argv().contains("status") ? STATUS : told);
    }

    private static Result result(Command command, int exit, String out) {
        return new Result(command, exit, out.getBytes(StandardCharsets.UTF_8), new byte[0], Duration.ZERO);
    }

    private Topology topology() {
        List<Topology.Machine> machines = new ArrayList<>(List.of(machine("n1", 10), machine("n2", 20)));
        if (router) {
            machines.add(new Topology.Machine(
                    new NodeName("r"),
                    List.of("router"),
                    List.of(new Topology.Interface("eth1", "192.168.10.200/24", Optional.of("lan10"))),
                    List.of()));
        }
        return new Topology(
                "bgp",
                List.of(
                        new Topology.Segment("lan10", "192.168.10.0/24"),
                        new Topology.Segment("lan20", "192.168.20.0/24")),
                machines,
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
