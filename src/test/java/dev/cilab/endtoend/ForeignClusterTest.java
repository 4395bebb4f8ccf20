package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.kube.TinyApiServer;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Topology;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.ssh.TestSshd;
import dev.cilab.term.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody's cluster is the current context of the user's kubeconfig, it would take any write, and the user runs cilab. Every request is
 * counted: none may be other than a GET. The machines are a real sshd (an account without sudo), so that nothing else keeps a run back.
 */
@Tag("sandbox")
@Timeout(120)
class ForeignClusterTest {

    private static TestSshd sshd;

    @TempDir
    private static Path servers;

    @TempDir
    private Path home;

    private TinyApiServer api;

    @BeforeAll
    static void startServer() throws Exception {
        sshd = new TestSshd(servers);
    }

    @AfterAll
    static void stopServer() throws Exception {
        sshd.close();
    }

    @BeforeEach
    void aKubeconfigOfAForeignCluster() throws IOException {
        api = new TinyApiServer();
        becomes("11111111-0000-4000-8000-000000000001");
        Path kube = Files.createDirectories(home.resolve(".kube"));
        Files.move(api.kubeconfig(home), kube.resolve("config"));
    }

    @AfterEach
    void stopCluster() {
        api.close();
    }

    @Test
    void the_current_context_is_not_even_asked() {
        for (String lab : LabCatalog.packed().names()) {
            for (String words : List.of("check", "status", "down", "up --dry-run", "undo")) {
                cilab((lab + " " + words).split(" "));
            }
        }
        cilab("doctor");
        cilab("env", "export", "bgp");

        assertThat(api.requests()).isEmpty();
    }

    @Test
    void what_was_not_adopted_is_looked_at_and_never_written_to() throws Exception {
        inventory("bgp"); // its first step changes something, so a run gets as far as the refusal at once
        for (List<String> command : writing("bgp")) {
            refused(command, "./bgp.yaml");
        }
    }

    @Test
    void a_cluster_that_took_the_place_of_an_adopted_one_is_not_written_to() throws Exception {
        inventory("bgp");
        CommandRun adopt = cilab("adopt", "own", "--inventory", "bgp.yaml", "--confirm", "lab");
        assertThat(adopt.exit()).as(adopt.err()).isZero();
        becomes("22222222-0000-4000-8000-000000000002");

        CommandRun up = refused(List.of("bgp", "up", "--from", "label"), "own");
        assertThat(up.err())
                .contains("22222222-0000-4000-8000-000000000002", "cilab neither made it nor was it adopted");
    }

    @Test
    void looking_works_and_writes_nothing() throws Exception {
        inventory("bgp");
        for (String words : List.of("bgp peers", "bgp routes available", "routes", "bgp status")) {
            List<String> command = new ArrayList<>(Arrays.asList(words.split(" ")));
            command.addAll(List.of("--env", "./bgp.yaml"));
            cilab(command.toArray(String[]::new));
        }

        assertThat(api.requests()).isNotEmpty().allMatch(request -> request.startsWith("GET "));
    }

    private static List<List<String>> writing(String lab) {
        return List.of(List.of(lab, "up"), List.of(lab, "run"), List.of(lab, "down"));
    }

    private CommandRun refused(List<String> command, String environment) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--env", environment));
        CommandRun run = cilab(all.toArray(String[]::new));
        assertThat(run.exit()).as(String.join(" ", all) + "\n" + run.err()).isEqualTo(5);
        assertThat(api.requests()).as(String.join(" ", all)).allMatch(request -> request.startsWith("GET "));
        return run;
    }

    /** Its machines are all the same sshd, its clusters all the same server. */
    private void inventory(String lab) throws IOException, LabInvalid {
        Topology topology = LabReader.topology(LabCatalog.packed().find(lab).orElseThrow());
        StringBuilder text = new StringBuilder("cilab: 1\nssh: { user: none, key: " + sshd.file("id_ed25519")
                + ", port: " + sshd.port() + ", hostKeys: accept-new }\nnodes:\n");
        topology.machines()
                .forEach(each -> text.append("  ").append(each.name()).append(": { host: 127.0.0.1 }\n"));
        text.append("clusters:\n");
        topology.clusters()
                .forEach(each -> text.append("  ").append(each.name()).append(": lab\n"));
        Files.writeString(home.resolve(lab + ".yaml"), text);
    }

    private void becomes(String uid) {
        api.on("GET /version", 200, "{\"gitVersion\":\"v1.33.2\"}")
                .on(
                        "GET /api/v1/namespaces/kube-system",
                        200,
                        "{\"kind\":\"Namespace\",\"metadata\":{\"uid\":\"" + uid + "\"}}")
                .on(
                        "GET /api/v1",
                        200,
                        resources(
                                "v1",
                                "nodes Node false",
                                "pods Pod true",
                                "secrets Secret true",
                                "services Service true",
                                "configmaps ConfigMap true",
                                "namespaces Namespace false"))
                .on(
                        "GET /apis/apps/v1",
                        200,
                        resources("apps/v1", "daemonsets DaemonSet true", "deployments Deployment true"))
                .on(
                        "GET /apis/cilium.io/v2",
                        200,
                        resources(
                                "cilium.io/v2",
                                "ciliumbgpclusterconfigs CiliumBGPClusterConfig false",
                                "ciliumbgppeerconfigs CiliumBGPPeerConfig false",
                                "ciliumbgpadvertisements CiliumBGPAdvertisement false"))
                .on("GET /apis", 200, """
                        {"kind":"APIGroupList","groups":[
                         {"name":"apps","preferredVersion":{"groupVersion":"apps/v1"}},
                         {"name":"cilium.io","preferredVersion":{"groupVersion":"cilium.io/v2"}}]}""")
                .on("GET /api/v1/nodes", 200, """
                        {"kind":"NodeList","metadata":{"resourceVersion":"1"},"items":[
                         {"metadata":{"name":"k8s-ctr"}},{"metadata":{"name":"k8s-w0"}},{"metadata":{"name":"k8s-w1"}}]}""")
                .on("GET /apis/apps/v1/namespaces/kube-system/daemonsets/cilium", 200, """
                        {"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"cilium","namespace":"kube-system","generation":1},
                         "status":{"desiredNumberScheduled":3,"numberReady":0}}""");
        for (String node : List.of("k8s-ctr", "k8s-w0", "k8s-w1")) {
            api.on("GET /api/v1/nodes/" + node, 200, "{\"kind\":\"Node\",\"metadata\":{\"name\":\"" + node + "\"}}");
        }
    }

    /** @param each plural, kind, namespaced */
    private static String resources(String version, String... each) {
        StringBuilder list = new StringBuilder();
        for (String one : each) {
            String[] words = one.split(" ");
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"name\":\"" + words[0] + "\",\"kind\":\"" + words[1] + "\",\"namespaced\":" + words[2]
                            + "}");
        }
        return "{\"kind\":\"APIResourceList\",\"groupVersion\":\"" + version + "\",\"resources\":[" + list + "]}";
    }

    private CommandRun cilab(String... args) {
        return CommandRun.of(home, Map.of(), "", Screen.NONE, args);
    }
}
