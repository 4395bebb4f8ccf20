package dev.cilab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Command;
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
import java.util.Set;
import java.util.TreeSet;
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

/** Two clusters on one segment become a mesh: certificates, connection, routes, services of both, and what stays when the link is cut. */
@Tag("sandbox")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeshTest {

    private static final String WAIT = "--timeout=60s";
    private static final String WEST = "kind-west";
    private static final String EAST = "kind-east";

    private static final String VALUES = """
            ipam: {mode: kubernetes}
            kubeProxyReplacement: true
            bpf: {masquerade: true}
            operator: {replicas: 1}
            routingMode: native
            autoDirectNodeRoutes: true
            ipv4NativeRoutingCIDR: 10.%1$d.0.0/16
            ipMasqAgent: {enabled: true, config: {nonMasqueradeCIDRs: [10.%2$d.0.0/16]}}
            cluster: {name: %3$s, id: %4$d}
            """;
    private static final String CONNECTED = """
            clustermesh:
              useAPIServer: true
              apiserver:
                service: {type: NodePort, nodePort: %1$d}
                tls: {auto: {enabled: true, method: cronJob}}
                kvstoremesh: {enabled: false}
              config:
                enabled: true
                clusters: [{name: %2$s, ips: [%3$s], port: %4$d}]
            """;

    @TempDir
    static Path state;

    private static Sandbox sandbox;

    @BeforeAll
    static void up() throws Exception {
        String instance = HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextInt())
                .substring(0, 6);
        String spec = resource("mesh.json")
                .replace("${instance}", instance)
                .replace("${state}", state.resolve("sandbox").toString());
        sandbox = new Sandbox(JsonMapper.shared().readValue(spec, SandboxSpec.class));
        assertThat(kubectl(WEST, "wait", "--for=condition=Ready=false", "node", "--all", WAIT))
                .contains("west-worker");
        helm(WEST, "");
        helm(EAST, "");
        for (String context : List.of(WEST, EAST)) {
            kubectl(context, "wait", "--for=condition=Ready", "node", "--all", WAIT);
            String webpods = state.resolve("webpod-mesh.yaml").toString();
            Files.writeString(Path.of(webpods), resource("webpod-mesh.yaml"));
            kubectl(context, "apply", "-f", webpods);
        }
    }

    @AfterAll
    static void down() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void twoClustersThatKnowNothingOfEachOther() {
        assertThat(kubectl(WEST, "config", "get-contexts", "-o", "name")).isEqualTo("kind-east\nkind-west\n");
        assertThat(kubectl(WEST, "get", "ns", "kube-system", "-o", "jsonpath={.metadata.uid}"))
                .isNotEqualTo(kubectl(EAST, "get", "ns", "kube-system", "-o", "jsonpath={.metadata.uid}"));
        assertThat(kubectl(
                        EAST,
                        "get",
                        "node",
                        "-o",
                        "jsonpath={range .items[*]}{.spec.podCIDR} {.spec.taints[*].key}{\"\\n\"}{end}"))
                .isEqualTo("10.1.0.0/24 node-role.kubernetes.io/control-plane\n10.1.1.0/24 \n");
        assertThat(agent(WEST, "bpf", "ipmasq", "list")).isEqualTo("IP PREFIX/ADDRESS\n10.1.0.0/16\n169.254.0.0/16\n");
        assertThat(routes("west-worker", "10.1.")).isEmpty();
        assertThat(agent(WEST, "status")).contains("ClusterMesh:   0/0 remote clusters ready, 0 global-services");
        assertThat(answers(WEST, 20)).allMatch(name -> pods(WEST).contains(name));
    }

    @Test
    @Order(2)
    void aForeignAuthorityIsNotTrusted() throws Exception {
        for (String context : List.of(WEST, EAST)) {
            helm(context, CONNECTED);
        }
        for (String context : List.of(WEST, EAST)) {
            kubectl(context, "-n", "kube-system", "rollout", "status", "deployment/clustermesh-apiserver", WAIT);
            kubectl(context, "-n", "kube-system", "rollout", "status", "ds/cilium", WAIT);
        }
        assertThat(Machine.becomes(
                        () -> agent(WEST, "troubleshoot", "clustermesh").contains("x509")))
                .isTrue();
        assertThat(agent(WEST, "status"))
                .contains("0/1 remote clusters ready", "east: not-ready", "Waiting for initial connection");
    }

    @Test
    @Order(3)
    void withOneAuthorityTheyConnectWithoutARestart() throws Exception {
        String authority = kubectl(WEST, "-n", "kube-system", "get", "secret", "cilium-ca", "-o", "jsonpath={.data}");
        kubectl(EAST, "-n", "kube-system", "patch", "secret", "cilium-ca", "-p", "{\"data\":" + authority + "}");
        helm(EAST, CONNECTED);
        kubectl(EAST, "-n", "kube-system", "rollout", "restart", "deployment/clustermesh-apiserver");
        for (String context : List.of(WEST, EAST)) {
            assertThat(Machine.becomes(() -> remote(context).path("ready").asBoolean(false)))
                    .as("%s", remote(context))
                    .isTrue();
        }
        JsonNode east = remote(WEST);
        assertThat(east.path("name").asString()).isEqualTo("east");
        assertThat(east.path("num-nodes").asInt()).isEqualTo(2);
        assertThat(east.path("config").path("cluster-id").asInt()).isEqualTo(2);
        assertThat(agent(WEST, "troubleshoot", "clustermesh"))
                .contains(
                        "Hostname resolved to: 172.18.0.4",
                        "Negotiated TLS version: TLS 1.3",
                        "Etcd connection successfully");
    }

    @Test
    @Order(4)
    void everyNodeHasRoutesAndPodsKeepTheirAddress() throws Exception {
        for (String node : List.of("west-control-plane", "west-worker")) {
            assertThat(Machine.becomes(() -> routes(node, "10.1.")
                            .equals("10.1.0.0/24 via 172.18.0.4 dev eth0 proto kernel \n"
                                    + "10.1.1.0/24 via 172.18.0.5 dev eth0 proto kernel \n")))
                    .as("%s: %s", node, routes(node, "10.1."))
                    .isTrue();
        }
        kubectl(EAST, "wait", "--for=condition=Ready", "pod", "--all", WAIT);
        String target = kubectl(EAST, "get", "pod", "-l", "app=webpod", "-o", "jsonpath={.items[0].status.podIP}");
        String source = kubectl(WEST, "get", "pod", "curl-pod", "-o", "jsonpath={.status.podIP}");
        assertThat(shell(WEST, "ping -c 1 -W 2 " + target)).contains("ttl=62");
        assertThat(shell(WEST, "curl -s -m 3 " + target)).contains("RemoteAddr: " + source + ":");
    }

    @Test
    @Order(5)
    void aGlobalServiceAnswersFromBothClusters() throws Exception {
        Set<String> all = new TreeSet<>(pods(WEST));
        all.addAll(pods(EAST));
        assertThat(Machine.becomes(
                        () -> agent(WEST, "service", "list", "-o", "json").contains("\"10.1.1.")))
                .isTrue();
        assertThat(new TreeSet<>(answers(WEST, 60))).isEqualTo(all);
        annotate(WEST, "affinity=local");
        becomes(WEST, pods(WEST));
        assertThat(agent(WEST, "service", "list", "--clustermesh-affinity")).contains("(preferred)");
        annotate(WEST, "affinity=remote");
        becomes(WEST, pods(EAST));
        annotate(EAST, "shared=false");
        becomes(WEST, pods(WEST));
        becomes(EAST, all);
        annotate(EAST, "shared=true");
        becomes(WEST, pods(EAST));
        annotate(WEST, "affinity=local");
        kubectl(WEST, "scale", "deployment/webpod", "--replicas=0");
        becomes(WEST, pods(EAST));
        kubectl(WEST, "scale", "deployment/webpod", "--replicas=2");
        kubectl(WEST, "rollout", "status", "deployment/webpod", WAIT);
        becomes(WEST, pods(WEST));
    }

    @Test
    @Order(6)
    void aCutLinkIsToldAndWhatWasKnownStays() throws Exception {
        run("east-control-plane", "ip link set eth0 down");
        assertThat(Machine.becomes(() -> !remote(WEST).path("ready").asBoolean(true)))
                .isTrue();
        assertThat(remote(WEST).path("num-nodes").asInt()).isEqualTo(2);
        assertThat(remote(WEST).path("num-failures").asInt()).isPositive();
        assertThat(routes("west-worker", "10.1.")).contains("10.1.1.0/24 via 172.18.0.5");
        run("east-control-plane", "ip link set eth0 up");
        for (String context : List.of(WEST, EAST)) {
            assertThat(Machine.becomes(() -> remote(context).path("ready").asBoolean(false)))
                    .isTrue();
        }
    }

    @Test
    @Order(7)
    void aClusterThatIsTakenOutIsForgotten() throws Exception {
        kubectl(WEST, "-n", "kube-system", "delete", "secret", "cilium-clustermesh");
        assertThat(Machine.becomes(() -> routes("west-worker", "10.1.").isEmpty()))
                .isTrue();
        becomes(WEST, pods(WEST));
        assertThat(agent(WEST, "status")).contains("0/0 remote clusters ready");
    }

    private static void becomes(String context, Set<String> pods) throws InterruptedException {
        assertThat(Machine.becomes(() -> new TreeSet<>(answers(context, 30)).equals(pods)))
                .as("%s: %s", context, agent(context, "service", "list", "--clustermesh-affinity"))
                .isTrue();
    }

    private static void annotate(String context, String annotation) {
        kubectl(context, "annotate", "service", "webpod", "--overwrite", "service.cilium.io/" + annotation);
    }

    /** Names of the pods that answered. */
    private static List<String> answers(String context, int requests) {
        String loop = "for i in $(seq " + requests + "); do curl -s -m 2 webpod; done | sed -n 's/^Hostname: //p'";
        return shell(context, loop).lines().toList();
    }

    private static Set<String> pods(String context) {
        String names = kubectl(context, "get", "pod", "-l", "app=webpod", "-o", "jsonpath={.items[*].metadata.name}");
        return new TreeSet<>(List.of(names.split(" ")));
    }

    private static JsonNode remote(String context) {
        return JsonMapper.shared()
                .readTree(agent(context, "status", "-o", "json"))
                .at("/cluster-mesh/clusters/0");
    }

    /** @param more values beside those that the cluster came up with */
    private static void helm(String context, String more) throws Exception {
        boolean west = context.equals(WEST);
        String values = VALUES.formatted(west ? 0 : 1, west ? 1 : 0, west ? "west" : "east", west ? 1 : 2);
        SandboxCilium.install(
                state.resolve(context),
                state.resolve("sandbox/kubeconfig"),
                context,
                "1.17.6",
                values
                        + (west
                                ? more.formatted(32379, "east", "172.18.0.4", 32380)
                                : more.formatted(32380, "west", "172.18.0.3", 32379)));
    }

    private static String routes(String node, String prefix) {
        return run(node, "ip route | grep '^" + prefix + "' || true");
    }

    private static String run(String node, String script) {
        return sandbox.fabric().node(node).run(Command.sh(script)).stdout();
    }

    private static String shell(String context, String script) {
        return kubectl(context, "exec", "curl-pod", "--", "sh", "-c", script + " || true");
    }

    /** In the first agent of the cluster. */
    private static String agent(String context, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("-n", "kube-system", "exec", "ds/cilium", "-c", "cilium-agent", "--", "cilium-dbg"));
        words.addAll(List.of(arguments));
        return kubectl(context, words.toArray(String[]::new));
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = MeshTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String kubectl(String context, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--kubeconfig", state.resolve("sandbox/kubeconfig").toString(), "--context", context));
        command.addAll(List.of(arguments));
        return process(command);
    }

    private static String process(List<String> command) {
        try {
            Path errors = Files.createTempFile(state, "command", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("%s%n%s%s", String.join(" ", command), output, Files.readString(errors))
                    .isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
