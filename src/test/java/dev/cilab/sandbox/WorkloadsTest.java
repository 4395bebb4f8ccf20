package dev.cilab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.helm.SandboxCilium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole cluster with real pods, driven by the real kubectl. */
@Tag("sandbox")
class WorkloadsTest {

    private static final String WAIT = "--timeout=60s";

    @TempDir
    static Path state;

    private static Sandbox sandbox;

    @BeforeAll
    static void up() throws Exception {
        String instance = HexFormat.of()
                .toHexDigits(ThreadLocalRandom.current().nextInt())
                .substring(0, 6);
        try (InputStream text = WorkloadsTest.class.getResourceAsStream("workloads.json")) {
            String spec = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${instance}", instance)
                    .replace("${state}", state.resolve("sandbox").toString());
            sandbox = new Sandbox(JsonMapper.shared().readValue(spec, SandboxSpec.class));
        }
        SandboxCilium.install(state.resolve("helm"), state.resolve("sandbox/kubeconfig"), "HomeLab");
        kubectl("wait", "--for=condition=Ready", "node", "--all", WAIT);
        kubectl("-n", "kube-system", "rollout", "status", "deployment/coredns", WAIT);
    }

    @AfterAll
    static void down() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @AfterEach
    void clean() {
        kubectl("uncordon", "k8s-w0");
        kubectl("delete", "deployment,service,pod,job", "--all", "--ignore-not-found", "--grace-period=0", "--force");
    }

    @Test
    void aClusterLooksAsKubeadmLeavesIt() {
        assertThat(kubectl(
                        "get",
                        "nodes",
                        "-o",
                        "jsonpath={range .items[*]}{.metadata.name} {.status.nodeInfo.kubeletVersion}{\"\\n\"}{end}"))
                .isEqualTo("k8s-ctr v1.33.2\nk8s-w0 v1.33.2\nk8s-w1 v1.33.2\n");
        assertThat(kubectl("-n", "kube-system", "get", "pods", "-l", "tier=control-plane", "-o", "name"))
                .isEqualTo("""
                        pod/etcd-k8s-ctr
                        pod/kube-apiserver-k8s-ctr
                        pod/kube-controller-manager-k8s-ctr
                        pod/kube-scheduler-k8s-ctr
                        """);
    }

    @Test
    void theTutorialsWorkloadRunsOnAllNodesAndAnswers() throws IOException {
        apply("tutorial.yaml");
        kubectl("wait", "--for=condition=Ready", "pod", "--all", WAIT);
        assertThat(nodes().split("\n")).containsExactlyInAnyOrder("k8s-ctr", "k8s-w0", "k8s-w1");
        String local = kubectl(
                "get",
                "pod",
                "-l",
                "app=webpod",
                "--field-selector",
                "spec.nodeName=k8s-ctr",
                "-o",
                "jsonpath={.items[0].metadata.name} {.items[0].status.podIP}");
        String name = local.split(" ")[0];
        String ip = local.split(" ")[1];
        assertThat(kubectl("exec", "curl-pod", "--", "curl", "-s", "http://" + ip + "/path"))
                .startsWith("Hostname: " + name + "\nIP: 127.0.0.1\nIP: " + ip + "\nRemoteAddr: ")
                .contains("\nGET /path HTTP/1.1\nHost: " + ip + "\nUser-Agent: curl/")
                .endsWith("\nAccept: */*\n\n");
        assertThat(kubectl("exec", "curl-pod", "--", "dig", "+short", "webpod.default.svc.cluster.local"))
                .isEqualTo(kubectl("get", "service", "webpod", "-o", "jsonpath={.spec.clusterIP}") + "\n");
        assertThat(kubectl("logs", name)).endsWith("Starting up on port 80\n");
    }

    @Test
    void rollsAndScales() throws IOException {
        apply("tutorial.yaml");
        kubectl("rollout", "status", "deployment/webpod", WAIT);
        String before = kubectl("get", "pods", "-l", "app=webpod", "-o", "name");
        kubectl("rollout", "restart", "deployment/webpod");
        kubectl("rollout", "status", "deployment/webpod", WAIT);
        kubectl("wait", "--for=delete", "--timeout=60s", before.split("\n")[0]);
        assertThat(kubectl("get", "pods", "-l", "app=webpod", "-o", "name")).doesNotContain(before.split("\n"));
        assertThat(kubectl("rollout", "history", "deployment/webpod"))
                .contains("\n1 ")
                .contains("\n2 ");
        kubectl("rollout", "undo", "deployment/webpod");
        kubectl("rollout", "status", "deployment/webpod", WAIT);
        kubectl("scale", "deployment/webpod", "--replicas=1");
        kubectl("wait", "--for=jsonpath={.status.replicas}=1", "deployment/webpod", WAIT);
    }

    @Test
    void aDrainedNodeKeepsOnlyItsDaemons() throws IOException {
        apply("tutorial.yaml");
        kubectl("rollout", "status", "deployment/webpod", WAIT);
        kubectl("drain", "k8s-w0", "--ignore-daemonsets", WAIT);
        kubectl("rollout", "status", "deployment/webpod", WAIT);
        assertThat(nodes().split("\n")).hasSize(3).doesNotContain("k8s-w0");
        // pods of the test before this one may still be on their way out
        Instant deadline = Instant.now().plusSeconds(60);
        String owners;
        do {
            owners = kubectl(
                    "get",
                    "pods",
                    "-A",
                    "--field-selector",
                    "spec.nodeName=k8s-w0",
                    "-o",
                    "jsonpath={.items[*].metadata.ownerReferences[0].kind}");
        } while (!owners.equals("DaemonSet") && Instant.now().isBefore(deadline));
        assertThat(owners).isEqualTo("DaemonSet");
    }

    @Test
    void anUnknownImageNeverRuns() {
        kubectl("run", "stranger", "--image=example.org/stranger:1");
        kubectl(
                "wait",
                "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff",
                "pod/stranger",
                WAIT);
        assertThat(kubectl("get", "pod", "stranger", "-o", "jsonpath={.status.phase}"))
                .isEqualTo("Pending");
        assertThat(kubectl("get", "events", "--field-selector", "involvedObject.name=stranger,reason=Failed"))
                .contains("Failed to pull image \"example.org/stranger:1\": this sandbox has no such image");
    }

    @Test
    void containersGetTheirEnvironmentVolumesAndProbes() throws IOException {
        apply("equipped.yaml");
        kubectl("wait", "--for=condition=Ready", "pod/equipped", WAIT);
        assertThat(kubectl("logs", "equipped", "-c", "first")).isEqualTo("from the init container: equipped\n");
        assertThat(kubectl("exec", "equipped", "--", "cat", "/config/greeting", "/shared/file"))
                .isEqualTo("hello\nshared\n");
        assertThat(kubectl("exec", "equipped", "--", "sh", "-c", "echo $GREETING $POD_NAME $COMPOSED"))
                .isEqualTo("hello equipped hello-equipped\n");
    }

    @Test
    void aContainerThatFailsIsStartedAgainAndThenLater() {
        kubectl("run", "failing", "--image=busybox", "--", "sh", "-c", "echo trying; exit 3");
        kubectl(
                "wait",
                "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CrashLoopBackOff",
                "pod/failing",
                WAIT);
        assertThat(kubectl(
                        "get",
                        "pod",
                        "failing",
                        "-o",
                        "jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}"))
                .isEqualTo("3");
        assertThat(kubectl("logs", "failing", "--previous")).isEqualTo("trying\n");
    }

    @Test
    void aJobRunsToItsEnd() {
        kubectl("create", "job", "once", "--image=busybox", "--", "echo", "done");
        kubectl("wait", "--for=condition=Complete", "job/once", WAIT);
        assertThat(kubectl("logs", "job/once")).isEqualTo("done\n");
        assertThat(kubectl("get", "pods", "-l", "job-name=once", "-o", "jsonpath={.items[0].status.phase}"))
                .isEqualTo("Succeeded");
    }

    private static String nodes() {
        return kubectl(
                "get", "pods", "-l", "app=webpod", "-o", "jsonpath={range .items[*]}{.spec.nodeName}{\"\\n\"}{end}");
    }

    private static void apply(String resource) throws IOException {
        Path file = state.resolve(resource);
        try (InputStream text = WorkloadsTest.class.getResourceAsStream(resource)) {
            Files.write(file, text.readAllBytes());
        }
        kubectl("apply", "-f", file.toString());
    }

    private static String kubectl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "kubectl", "--kubeconfig", state.resolve("sandbox/kubeconfig").toString()));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(state, "kubectl", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as("%s%n%s%s", String.join(" ", command), output, Files.readString(errors))
                    .isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
