package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.env.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The BGP lab from nothing, as a user runs it, and looked at from outside with the user's own tools. One sandbox serves all tests. */
@Tag("sandbox")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BgpLabTest {

    private static Path state;

    @BeforeAll
    static void a_state_folder_of_its_own() throws IOException {
        state = Files.createTempDirectory("cilab-bgp-lab");
    }

    @AfterAll
    static void nothing_is_left() throws IOException {
        CommandRun down = cilab("bgp", "down");
        CommandRun leaks = cilab("doctor", "--leaks");
        Files.deleteIfExists(state.resolve("clusters.json"));
        assertThat(down.exit()).as(down.err()).isZero();
        assertThat(leaks.exit()).as(leaks.out()).isZero();
        assertThat(new ProcessBuilder("pgrep", "-f", state.toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isEqualTo(1);
    }

    @Test
    @Order(1)
    void from_nothing_every_step_is_taken_and_every_check_passes() {
        CommandRun up = cilab("bgp", "up");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(up.err()).contains(" 0 failed, 0 unknown").contains("step connectivity: ok");
    }

    @Test
    @Order(2)
    void a_second_run_changes_nothing() {
        CommandRun again = cilab("bgp", "up");

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains(", 0 changed, ").contains(" 0 failed, 0 unknown");
    }

    @Test
    @Order(3)
    void kubectl_sees_the_cluster() throws Exception {
        assertThat(kubectl("get", "nodes", "-o", "wide"))
                .contains("k8s-ctr", "k8s-w0", "k8s-w1")
                .contains("v1.33.2")
                .doesNotContain("NotReady");
        assertThat(kubectl("get", "pods", "-o", "wide")
                        .lines()
                        .filter(line -> line.startsWith("webpod-"))
                        .toList())
                .hasSize(3)
                .allMatch(line -> line.contains("1/1") && line.contains("Running"));
        assertThat(kubectl("get", "ciliumbgpnodeconfigs", "-o", "yaml"))
                .contains("peeringState: established")
                .contains("cilium.io/BGPReconcileError");
        assertThat(kubectl("exec", "curl-pod", "--", "curl", "-s", "webpod"))
                .contains("Hostname: webpod-")
                .contains("RemoteAddr: 172.20.0.");
        assertThat(kubectl(
                        "-n",
                        "kube-system",
                        "exec",
                        "ds/cilium",
                        "-c",
                        "cilium-agent",
                        "--",
                        "cilium-dbg",
                        "bgp",
                        "peers"))
                .contains("Local AS", "established", "192.168.10.200:179");
    }

    @Test
    @Order(4)
    void ssh_reaches_the_router() throws Exception {
        String config = cilab("env", "export", "bgp", "--only", "CILAB_SSH_CONFIG")
                .out()
                .strip();

        assertThat(run("ssh", "-n", "-F", config, "router", "sudo vtysh -c 'show ip bgp summary'"))
                .contains("192.168.10.100", "192.168.10.101", "192.168.20.100");
        assertThat(run("ssh", "-n", "-F", config, "router", "ip route | grep bgp"))
                .contains("172.20.0.0/24", "172.20.1.0/24", "172.20.2.0/24");
    }

    @Test
    @Order(5)
    void looking_commands_agree_with_it() {
        assertThat(cilab("bgp", "peers").out().lines().skip(1).toList())
                .hasSize(3)
                .allMatch(line -> line.contains("established") && line.endsWith("established"));
        assertThat(cilab("bgp", "routes", "advertised").out()).contains("172.20.2.0/24   192.168.20.100");
        assertThat(cilab("frr", "routes").out()).contains("10.10.1.0/24").contains("172.20.1.0/24");
        assertThat(cilab("routes", "router", "--protocol", "bgp", "-o", "json").out())
                .contains("\"prefix\": \"172.20.0.0/24\"");
        assertThat(cilab("bgp", "status").out().lines().skip(1).takeWhile(line -> !line.startsWith("received-")))
                .isNotEmpty()
                .allMatch(line -> line.contains("taken"));
        assertThat(cilab("exec", "router", "--", "sh", "-c", "hostname; exit 3").exit())
                .isEqualTo(3);
        CommandRun check = cilab("bgp", "check");
        assertThat(check.exit()).as(check.err()).isZero();
    }

    @Test
    @Order(6)
    void the_whole_lab_runs_unattended() throws Exception {
        CommandRun run = cilab("bgp", "run");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains(" 0 failed, 0 unknown").contains("step status-report-off: ok");
        assertThat(kubectl("get", "service", "webpod")).contains("LoadBalancer", "172.16.1.1");
        assertThat(kubectl("get", "ippools")).contains("cilium-pool", "253");
        assertThat(kubectl("get", "ciliumbgpnodeconfigs", "-o", "jsonpath={.items[*].status}"))
                .isIn("", "{} {} {}");
    }

    @Test
    @Order(7)
    void running_the_whole_lab_again_changes_nothing() {
        CommandRun again = cilab("bgp", "run");

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains(", 0 changed, ").contains(" 0 failed, 0 unknown");
    }

    @Test
    @Order(8)
    void every_step_can_be_taken_back_and_then_nothing_is_left_to_take_back() throws Exception {
        CommandRun undo = cilab("bgp", "undo", "--all");
        CommandRun again = cilab("bgp", "undo", "--all");

        assertThat(undo.exit()).as(undo.err()).isZero();
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains(" 0 changed");
        assertThat(kubectl("get", "deployments,ippools,ciliumbgpclusterconfigs,ciliumbgpadvertisements"))
                .doesNotContain("webpod", "cilium-pool", "cilium-bgp", "bgp-advertisements");
    }

    @Test
    @Order(9)
    void a_killed_daemon_takes_everything_along_and_the_next_up_starts_anew() throws Exception {
        ProcessHandle daemon = daemon();
        daemon.destroyForcibly();
        daemon.onExit().join();

        CommandRun up = cilab("bgp", "up", "--to", "cilium");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(daemon().pid()).isNotEqualTo(daemon.pid());
    }

    private static CommandRun cilab(String... args) {
        return CommandRun.of(state, args);
    }

    private static ProcessHandle daemon() throws Exception {
        return ProcessHandle.of(Long.parseLong(run("pgrep", "-f", "dev.cilab.sandbox.Daemon cilab:" + instance())
                        .strip()))
                .orElseThrow();
    }

    private static String instance() {
        return new StateFolder(state).instance();
    }

    private static String kubectl(String... args) throws Exception {
        return Kubectl.run(state, args);
    }

    private static String run(String... argv) throws Exception {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", argv) + "\n" + said).isZero();
        return said;
    }
}
