package dev.cilab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.helm.SandboxCilium;
import dev.cilab.sandbox.node.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GoBGP of every node and the router's FRR, services behind announced addresses, and what an agent says of what was broken by hand. */
@Tag("sandbox")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BgpTest {

    private static final String WAIT = "--timeout=60s";
    private static final String VIP = "172.16.1.1";
    private static final String NEIGHBORS = """
            conf t
            router bgp 65000
            neighbor CILIUM peer-group
            neighbor CILIUM remote-as external
            neighbor 192.168.10.100 peer-group CILIUM
            neighbor 192.168.10.101 peer-group CILIUM
            neighbor 192.168.20.100 peer-group CILIUM
            end
            """;

    @TempDir
    static Path state;

    private static Sandbox sandbox;

    @BeforeAll
    static void up() throws Exception {
        String instance = HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextInt())
                .substring(0, 6);
        String spec = resource("workloads.json")
                .replace("${instance}", instance)
                .replace("${state}", state.resolve("sandbox").toString());
        sandbox = new Sandbox(JsonMapper.shared().readValue(spec, SandboxSpec.class));
        SandboxCilium.install(state.resolve("helm"), state.resolve("sandbox/kubeconfig"), "HomeLab");
        kubectl("wait", "--for=condition=Ready", "node", "--all", WAIT);
        apply("tutorial.yaml");
        kubectl("-n", "kube-system", "rollout", "status", "ds/cilium", WAIT);
        kubectl("wait", "--for=condition=Ready", "pod", "--all", WAIT);
    }

    @AfterAll
    static void down() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void everyNodePeersAndItsPodsAreInTheRoutersKernel() throws Exception {
        assertThat(agent("bgp", "peers", "-o", "json")).isEqualTo("[]\n");
        run("router", Command.of("vtysh").stdin(NEIGHBORS.getBytes(StandardCharsets.UTF_8)));
        kubectl("label", "node", "--all", "enable-bgp=true");
        apply("bgp.yaml");
        for (String node : List.of("k8s-ctr", "k8s-w1", "k8s-w0")) {
            established(node);
        }
        routed("172.20.0.0/24", "via 192.168.10.100");
        routed("172.20.1.0/24", "via 192.168.10.101");
        routed("172.20.2.0/24", "via 192.168.20.100");
    }

    @Test
    @Order(2)
    void theAgentSaysWhatGobgpAndFrrSay() {
        JsonNode peer = JsonMapper.shared()
                .readTree(agent("bgp", "peers", "-o", "json"))
                .path(0);
        assertThat(peer.path("session-state").asString()).isEqualTo("established");
        assertThat(peer.path("applied-hold-time-seconds").asInt()).isEqualTo(9);
        JsonNode routes =
                JsonMapper.shared().readTree(agent("bgp", "routes", "advertised", "ipv4", "unicast", "-o", "json"));
        assertThat(routes.path(0).path("neighbor").asString()).isEqualTo("192.168.10.200");
        assertThat(routes.path(0)
                        .path("paths")
                        .path(0)
                        .path("path-attributes")
                        .path(1)
                        .path("base64")
                        .asString())
                .isEqualTo("QAIGAgEAAP3p");
        assertThat(agent("bgp", "route-policies")).contains("tor-switch-ipv4-PodCIDR");
        assertThat(run("k8s-ctr", Command.of("ip", "route", "show", "172.20.0.0/16", "proto", "bgp")))
                .as("what the router announces does not reach a node's kernel")
                .isEmpty();
    }

    @Test
    @Order(3)
    void aLoadBalancersAddressIsAnnouncedAndAnswers() throws Exception {
        // a node forwards to pods of other nodes only by routes that the user sets
        run("k8s-ctr", Command.sh("ip route add 172.20.0.0/16 via 192.168.10.200"));
        run("k8s-w1", Command.sh("ip route add 172.20.0.0/16 via 192.168.10.200"));
        run("k8s-w0", Command.sh("ip route add 172.20.0.0/16 via 192.168.20.200"));
        kubectl("patch", "service", "webpod", "-p", "{\"spec\":{\"type\":\"LoadBalancer\"}}");
        kubectl("wait", "--for=jsonpath={.status.loadBalancer.ingress[0].ip}=" + VIP, "service/webpod", WAIT);
        assertThat(Machine.becomes(() -> nextHops() == 3)).as("three next hops").isTrue();
        assertThat(run("router", Command.sh("curl -s -m 5 " + VIP))).startsWith("Hostname: webpod-");
        assertThat(run("k8s-ctr", Command.sh("curl -s -m 5 " + VIP)))
                .as("from a node itself")
                .startsWith("Hostname: webpod-");
        kubectl("patch", "service", "webpod", "-p", "{\"spec\":{\"externalTrafficPolicy\":\"Local\"}}");
        kubectl("scale", "deployment/webpod", "--replicas=1");
        assertThat(Machine.becomes(() -> nextHops() == 1)).as("one next hop").isTrue();
        assertThat(run("router", Command.sh("curl -s -m 5 " + VIP + " | grep -o 'RemoteAddr: 192.168..0.200'")))
                .as("the client's address is kept")
                .startsWith("RemoteAddr: 192.168.");
        kubectl("scale", "deployment/webpod", "--replicas=0");
        assertThat(Machine.becomes(() -> nextHops() == 0)).as("no next hop").isTrue();
        assertThat(run("k8s-ctr", Command.sh("curl -s -m 5 " + VIP + "; echo $?")))
                .as("refused, not lost")
                .isEqualTo("7\n");
    }

    @Test
    @Order(4)
    void whatWasBrokenByHandIsToldAndARestartRepairsIt() throws Exception {
        kubectl("wait", "--for=delete", "pod", "-l", "app=webpod", WAIT);
        run("k8s-ctr", Command.of("nft", "flush", "table", "ip", "cilium_lb"));
        assertThat(agentFails("status", "--brief"))
                .isEqualTo("error: nftables table ip cilium_lb was changed from outside\n");
        kubectl(
                "-n",
                "kube-system",
                "wait",
                "--for=condition=Ready=false",
                "pod",
                "-l",
                "k8s-app=cilium",
                "--field-selector",
                "spec.nodeName=k8s-ctr",
                WAIT);
        run("k8s-w0", Command.of("pkill", "-9", "gobgpd"));
        kubectl("-n", "kube-system", "rollout", "restart", "ds/cilium");
        kubectl("-n", "kube-system", "rollout", "status", "ds/cilium", WAIT);
        for (String node : List.of("k8s-ctr", "k8s-w1", "k8s-w0")) {
            established(node);
        }
        assertThat(agent("status", "--brief")).isEqualTo("OK\n");
        routed("172.20.2.0/24", "via 192.168.20.100");
    }

    @Test
    @Order(5)
    void aNodeWithoutTheLabelWithdrawsAndComesBack() throws Exception {
        kubectl("label", "node", "k8s-w0", "enable-bgp=false", "--overwrite");
        kubectl("wait", "--for=delete", "ciliumbgpnodeconfig/k8s-w0", WAIT);
        assertThat(Machine.becomes(() -> route("172.20.2.0/24").isEmpty()))
                .as("withdrawn")
                .isTrue();
        assertThat(route("172.20.1.0/24")).isNotEmpty();
        kubectl("label", "node", "k8s-w0", "enable-bgp=true", "--overwrite");
        established("k8s-w0");
        routed("172.20.2.0/24", "via 192.168.20.100");
    }

    private static void established(String node) throws InterruptedException {
        assertThat(Machine.becomes(() -> neighborState(node).equals("Established")))
                .as("FRR's peering with %s", node)
                .isTrue();
        kubectl(
                "wait",
                "--for=jsonpath={.status.bgpInstances[0].peers[0].peeringState}=established",
                "ciliumbgpnodeconfig/" + node,
                WAIT);
    }

    private static String neighborState(String node) {
        String summary = run("router", Command.of("vtysh", "-c", "show bgp ipv4 unicast summary json"));
        String address = sandbox.fabric().node(node).address();
        return JsonMapper.shared()
                .readTree(summary)
                .path("peers")
                .path(address)
                .path("state")
                .asString("");
    }

    private static void routed(String prefix, String via) throws InterruptedException {
        assertThat(Machine.becomes(() -> route(prefix).contains(via)))
                .as("%s %s", prefix, via)
                .isTrue();
    }

    private static String route(String prefix) {
        return run("router", Command.of("ip", "route", "show", prefix, "proto", "bgp"));
    }

    private static long nextHops() {
        return route(VIP).lines().filter(line -> line.contains("via ")).count();
    }

    /** The command's output, in a node. */
    private static String run(String node, Command command) {
        Result result = sandbox.fabric().node(node).run(command);
        return result.stdout();
    }

    private static String agent(String... arguments) {
        return kubectl(agentCommand(arguments));
    }

    private static String agentFails(String... arguments) {
        return started(agentCommand(arguments), 1);
    }

    /** In the agent of k8s-ctr. */
    private static String[] agentCommand(String... arguments) {
        String pod = kubectl(
                "-n",
                "kube-system",
                "get",
                "pod",
                "-l",
                "k8s-app=cilium",
                "--field-selector",
                "spec.nodeName=k8s-ctr",
                "-o",
                "jsonpath={.items[0].metadata.name}");
        List<String> words =
                new ArrayList<>(List.of("-n", "kube-system", "exec", pod, "-c", "cilium-agent", "--", "cilium-dbg"));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    private static void apply(String resource) throws IOException {
        kubectl(
                "apply",
                "-f",
                Files.writeString(state.resolve(resource), resource(resource)).toString());
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = BgpTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String kubectl(String... arguments) {
        return started(arguments, 0);
    }

    private static String started(String[] arguments, int exit) {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--kubeconfig", state.resolve("sandbox/kubeconfig").toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(state, "kubectl", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("%s%n%s%s", String.join(" ", command), output, Files.readString(errors))
                    .isEqualTo(exit);
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
