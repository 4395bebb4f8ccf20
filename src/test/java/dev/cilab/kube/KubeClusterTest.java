package dev.cilab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Unreachable;
import dev.cilab.lab.ClusterName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class KubeClusterTest {

    private static final String CORE = """
            {"kind":"APIResourceList","groupVersion":"v1","resources":[
             {"name":"nodes","singularName":"node","kind":"Node","namespaced":false,"shortNames":["no"]},
             {"name":"nodes/status","singularName":"","kind":"Node","namespaced":false},
             {"name":"events","singularName":"event","kind":"Event","namespaced":true,"shortNames":["ev"]},
             {"name":"configmaps","singularName":"configmap","kind":"ConfigMap","namespaced":true,"shortNames":["cm"]}]}
            """;
    private static final String GROUPS = """
            {"kind":"APIGroupDiscoveryList","items":[
             {"metadata":{"name":"events.k8s.io"},"versions":[{"version":"v1","resources":[
               {"resource":"events","singularResource":"event","responseKind":{"kind":"Event"},"scope":"Namespaced","shortNames":["ev"]}]}]},
             {"metadata":{"name":"cilium.io"},"versions":[
              {"version":"v2","resources":[{"resource":"ciliumbgpclusterconfigs","singularResource":"ciliumbgpclusterconfig",
               "responseKind":{"kind":"CiliumBGPClusterConfig"},"scope":"Cluster","shortNames":["cbgpcluster"]}]},
              {"version":"v2alpha1","resources":[{"resource":"ciliumbgpclusterconfigs","singularResource":"ciliumbgpclusterconfig",
               "responseKind":{"kind":"CiliumBGPClusterConfig"},"scope":"Cluster","shortNames":["cbgpcluster"]}]}]}]}
            """;
    private static final String UID =
            "{\"kind\":\"Namespace\",\"metadata\":{\"name\":\"kube-system\",\"uid\":\"u-1\"}}";
    private static final String NODE = "{\"metadata\":{\"name\":\"%s\",\"labels\":{\"bgp\":\"%s\"}}}";

    @TempDir
    private Path dir;

    private TinyApiServer server;
    private Cluster cluster;

    @BeforeEach
    void start() throws IOException {
        server = new TinyApiServer()
                .on("GET /api/v1", 200, CORE)
                .on("GET /apis", 200, GROUPS)
                .on("GET /api/v1/namespaces/kube-system", 200, UID);
        cluster = new KubeCluster(new ClusterName("bgp"), server.kubeconfig(dir), "lab");
    }

    @AfterEach
    void stop() {
        cluster.close();
        server.close();
    }

    @Test
    void listsByAnyNameAndFillsInTheType() throws Exception {
        server.on(
                "GET /api/v1/nodes",
                200,
                "{\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[" + NODE.formatted("n1", "x") + "]}");

        for (String name : List.of("nodes", "node", "no", "Node")) {
            List<KubeObject> nodes = cluster.list(Ref.all(name));
            assertThat(nodes).extracting(KubeObject::name).containsExactly("n1");
            assertThat(nodes.getFirst().kind()).isEqualTo("Node");
            assertThat(nodes.getFirst().apiVersion()).isEqualTo("v1");
        }
        assertThat(server.requests().stream().filter("GET /api/v1"::equals)).hasSize(1);
        assertThat(server.requests()).doesNotContain("GET /apis");
    }

    @Test
    void selectorsAndNamesBecomeQueries() throws Exception {
        server.on(
                "GET /api/v1/namespaces/kube-system/configmaps?labelSelector=a%3Db%2Cc&fieldSelector=metadata.name%3Dx",
                200, "{\"items\":[]}");

        assertThat(cluster.list(Ref.one("cm", "kube-system", "x"), "a=b,c", "")).isEmpty();
    }

    @Test
    void theCoreGroupWinsAndAGroupCanBeNamed() throws Exception {
        assertThat(cluster.serves("events")).contains("v1");
        assertThat(cluster.serves("ev.events.k8s.io")).contains("events.k8s.io/v1");
        assertThat(cluster.serves("cbgpcluster")).contains("cilium.io/v2");
        assertThat(cluster.serves("CiliumBGPClusterConfig")).contains("cilium.io/v2");
        assertThat(cluster.serves("ciliumbgpnodeconfigs")).isEmpty();
        assertThatThrownBy(() -> cluster.list(Ref.all("ciliumbgpnodeconfigs")))
                .isInstanceOf(KubeError.class)
                .hasMessage("the server does not have a resource type \"ciliumbgpnodeconfigs\"");
    }

    @Test
    void aServerThatDoesNotAggregateIsAskedGroupByGroup() throws Exception {
        server.on("GET /apis", 200, """
                {"kind":"APIGroupList","groups":[
                 {"name":"apps","preferredVersion":{"groupVersion":"apps/v1"}},
                 {"name":"cilium.io","preferredVersion":{"groupVersion":"cilium.io/v2alpha1"}}]}
                """).on("GET /apis/apps/v1", 200, """
                        {"groupVersion":"apps/v1","resources":[
                         {"name":"deployments","singularName":"","kind":"Deployment","namespaced":true,"shortNames":["deploy"]}]}
                        """).on("GET /apis/cilium.io/v2alpha1", 200, """
                        {"groupVersion":"cilium.io/v2alpha1","resources":[
                         {"name":"ciliumbgpclusterconfigs","singularName":"","kind":"CiliumBGPClusterConfig","namespaced":false}]}
                        """);

        assertThat(cluster.serves("deploy")).contains("apps/v1");
        assertThat(cluster.serves("deployment")).contains("apps/v1");
        assertThat(cluster.serves("ciliumbgpclusterconfig")).contains("cilium.io/v2alpha1");
    }

    @Test
    void waitsByWatching() throws Exception {
        server.on("GET /api/v1/nodes?labelSelector=bgp", 200, "{\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[]}")
                .on(
                        "GET /api/v1/nodes?watch=true&allowWatchBookmarks=true&resourceVersion=5&labelSelector=bgp",
                        200,
                        """
                        {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"6"}}}
                        {"type":"ADDED","object":{"metadata":{"name":"n1"}}}
                        {"type":"ADDED","object":{"metadata":{"name":"n2"}}}
                        {"type":"DELETED","object":{"metadata":{"name":"n1"}}}
                        """);

        List<KubeObject> nodes = cluster.await(
                Ref.all("nodes"),
                "bgp",
                seen -> seen.stream().map(KubeObject::name).toList().equals(List.of("n2")),
                Duration.ofSeconds(30));

        assertThat(nodes).extracting(KubeObject::name).containsExactly("n2");
    }

    @Test
    void givesTheLastListWhenTheTimeIsOver() throws Exception {
        server.on(
                "GET /api/v1/nodes",
                200,
                "{\"metadata\":{\"resourceVersion\":\"5\"},\"items\":[" + NODE.formatted("n1", "x") + "]}");

        assertThat(cluster.await(Ref.all("nodes"), "", List::isEmpty, Duration.ZERO))
                .hasSize(1);
    }

    @Test
    void absentObjectsAreEmptyAndAbsentDeletesAreFalse() throws Exception {
        assertThat(cluster.get(Ref.one("cm", "default", "no"))).isEmpty();
        assertThat(cluster.delete(permit("u-1"), Ref.one("cm", "default", "no")))
                .isFalse();
    }

    @Test
    void appliesOnTheServer() throws Exception {
        server.on(
                "PATCH /api/v1/namespaces/default/configmaps/x?fieldManager=cilab&force=true",
                200,
                "{\"kind\":\"ConfigMap\"}");
        JsonNode manifest = json("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\"}}");

        assertThat(cluster.apply(permit("u-1"), manifest, false).kind()).isEqualTo("ConfigMap");
        assertThat(server.requests())
                .contains("PATCH /api/v1/namespaces/default/configmaps/x?fieldManager=cilab&force=true " + manifest);
    }

    @Test
    void aPermitForAnotherClusterWritesNothing() {
        JsonNode manifest = json("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"x\"}}");

        assertThatThrownBy(() -> cluster.apply(permit("u-2"), manifest, false)).isInstanceOf(Unreachable.class);
        assertThat(server.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void theGuardRefusesWhatIsNotOnRecord() throws Exception {
        Ownership ownership = new Ownership(dir.resolve("clusters.json"));
        Guard guard = new OwnershipGuard(ownership);

        assertThatThrownBy(() -> guard.permit(cluster))
                .isInstanceOf(Guard.Refused.class)
                .hasMessage("Nothing was written to cluster bgp (UID u-1): cilab neither made it nor was it adopted.\n"
                        + "Look at it: kubectl --kubeconfig " + dir + "/kubeconfig --context lab get nodes\n"
                        + "If it may be changed: cilab adopt NAME --inventory FILE");

        ownership.record("u-1", new Ownership.Entry(new ClusterName("bgp"), "adopted", Ownership.Origin.ADOPTED));
        assertThat(guard.permit(cluster).uid()).isEqualTo("u-1");
        ownership.forget("u-1");
        assertThatThrownBy(() -> guard.permit(cluster)).isInstanceOf(Guard.Refused.class);
    }

    @Test
    void aDamagedRecordPermitsNothing() throws Exception {
        Path file = Files.writeString(dir.resolve("clusters.json"), "{\"u-1\":");

        assertThatThrownBy(() -> new OwnershipGuard(new Ownership(file)).permit(cluster))
                .isInstanceOf(Guard.Refused.class)
                .hasMessageStartingWith("Nothing was written to cluster bgp: " + file + " is damaged: ");
    }

    @Test
    void theServersOwnRefusalIsAKubeError() {
        server.on("GET /api/v1/nodes", 403, """
                {"kind":"Status","status":"Failure","code":403,"reason":"Forbidden","message":"nodes is forbidden"}
                """);

        assertThatThrownBy(() -> cluster.list(Ref.all("nodes")))
                .isInstanceOfSatisfying(KubeError.class, e -> {
                    assertThat(e.code()).isEqualTo(403);
                    assertThat(e.reason()).isEqualTo("Forbidden");
                })
                .hasMessage("nodes is forbidden");
    }

    @Test
    void aRefusedLoginIsUnreachable() {
        server.on(
                "GET /version",
                401,
                "{\"kind\":\"Status\",\"code\":401,\"reason\":\"Unauthorized\",\"message\":\"Unauthorized\"}");

        assertThatThrownBy(() -> cluster.version())
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("does not accept the login of the kubeconfig (401)");
    }

    @Test
    void answersThatAreNotKubernetesAreQuoted() {
        server.on("GET /version", 200, "<html>hello</html>");
        assertThatThrownBy(() -> cluster.version())
                .isInstanceOf(Unreachable.class)
                .hasMessageEndingWith("does not answer like a Kubernetes API server: <html>hello</html>");

        server.on("GET /version", 200, "{\"half\":");
        assertThatThrownBy(() -> cluster.version()).isInstanceOf(Unreachable.class);

        server.on("GET /version", 200, "");
        assertThatThrownBy(() -> cluster.version())
                .isInstanceOf(Unreachable.class)
                .hasMessageEndingWith("(nothing)");

        server.on("GET /version", 502, "bad gateway");
        assertThatThrownBy(() -> cluster.version())
                .isInstanceOf(Unreachable.class)
                .hasMessageEndingWith(" answers 502: bad gateway");
    }

    @Test
    void aServerThatIsGoneIsSaid() {
        int port = server.port();
        server.close();

        assertThatThrownBy(() -> cluster.version())
                .isInstanceOf(Unreachable.class)
                .hasMessage("connection refused by http://127.0.0.1:" + port + "; does the API server run?");
    }

    @Test
    void aKubeconfigThatIsMissingOrBrokenIsSaid() throws Exception {
        assertThatThrownBy(() -> open(dir.resolve("gone"), "lab").version())
                .isInstanceOf(Unreachable.class)
                .hasMessage("there is no kubeconfig at " + dir.resolve("gone"));

        Path broken = Files.writeString(dir.resolve("broken"), "contexts: [");
        assertThatThrownBy(() -> open(broken, "lab").version())
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("the kubeconfig " + broken + " is not valid YAML: ");

        Path other = Files.writeString(dir.resolve("other"), "hello: world\n");
        assertThatThrownBy(() -> open(other, "lab").version())
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith(other + " is not a kubeconfig: it has no list of contexts");
    }

    @Test
    void aMissingContextIsSaidWithThoseThereAre() throws Exception {
        Path file = server.kubeconfig(dir);

        assertThatThrownBy(() -> open(file, "HomeLab").version())
                .isInstanceOf(Unreachable.class)
                .hasMessage("the kubeconfig " + file + " has no context \"HomeLab\"; it has: lab");
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsSaid() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "https://127.0.0.1:" + plain.getLocalPort();
            Path file = Files.writeString(dir.resolve("tls"), TinyApiServer.kubeconfig(address));
            Thread.startVirtualThread(() -> {
                try (Socket client = plain.accept()) {
                    client.getOutputStream().write("SSH-2.0-not a web server\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException ended) {
                    // the client has seen enough
                }
            });

            assertThatThrownBy(() -> open(file, "lab").version())
                    .isInstanceOf(Unreachable.class)
                    .hasMessageStartingWith("TLS with " + address + " failed: ");
        }
    }

    /** One server closes in peace, the other resets: both went away in the middle of an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerThatGoesAwayIsSaidInTheSameWordsHoweverItWent(boolean reset) throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + plain.getLocalPort();
            Path file = Files.writeString(dir.resolve("cut"), TinyApiServer.kubeconfig(address));
            Thread.startVirtualThread(() -> {
                while (!plain.isClosed()) {
                    try (Socket client = plain.accept()) {
                        client.getInputStream().read();
                        client.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"
                                        .getBytes(StandardCharsets.US_ASCII));
                        client.setSoLinger(reset, 0);
                    } catch (IOException ended) {
                        // the test is over
                    }
                }
            });

            assertThatThrownBy(() -> open(file, "lab").version())
                    .isInstanceOf(Unreachable.class)
                    .hasMessage("the connection to " + address + " broke before its answer was whole");
        }
    }

    @Test
    void pastesKubectl() {
        assertThat(cluster.paste("get nodes -L enable-bgp"))
                .isEqualTo("kubectl --kubeconfig " + dir + "/kubeconfig --context lab get nodes -L enable-bgp");
    }

    private static Cluster open(Path kubeconfig, String context) {
        return new KubeCluster(new ClusterName("bgp"), kubeconfig, context);
    }

    private static Permit permit(String uid) {
        return new Permit(new ClusterName("bgp"), uid);
    }

    private static JsonNode json(String text) {
        return Api.JSON.readTree(text);
    }
}
