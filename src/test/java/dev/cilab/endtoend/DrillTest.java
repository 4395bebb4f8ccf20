package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Traffic and drills against the real router, real BGP and real pods. One sandbox serves all tests. */
@Tag("sandbox")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DrillTest {

    private static final String URL = "http://172.16.1.1";

    private static Path state;

    @BeforeAll
    static void a_lab_whose_service_has_an_address() throws IOException {
        state = Files.createTempDirectory("cilab-drill");
        CommandRun up = cilab("bgp", "run", "lb-advertise");
        assertThat(up.exit()).as(up.err()).isZero();
    }

    @AfterAll
    static void nothing_is_left() throws IOException {
        CommandRun down = cilab("bgp", "down");
        Files.deleteIfExists(state.resolve("clusters.json"));
        assertThat(down.exit()).as(down.err()).isZero();
    }

    @Test
    @Order(1)
    void a_load_from_the_router_tells_who_answered_and_whom_they_saw() {
        CommandRun load = cilab("load", URL, "-n", "200");

        assertThat(load.exit()).as(load.out() + load.err()).isZero();
        assertThat(load.out())
                .contains("200 requests in ", " 200 answered, 0 lost")
                .contains("k8s-ctr ", "k8s-w0 ", "k8s-w1 ")
                .contains("even: p = ", "3 backends")
                .containsPattern("192\\.168\\.10\\.\\d+ +k8s-\\w+ +\\d+ +replaced by k8s-\\w+ \\(SNAT\\)");
    }

    @Test
    @Order(2)
    void a_load_from_a_pod_keeps_its_address() {
        CommandRun load = cilab("load", "http://webpod", "--from", "pod/curl-pod", "-n", "60", "-o", "json");

        assertThat(load.exit()).as(load.out() + load.err()).isZero();
        assertThat(load.out()).contains("\"answered\": 60", "\"kept\": true").doesNotContain("\"kept\": false");
    }

    @Test
    @Order(3)
    void what_nobody_answers_is_told_by_kind() {
        CommandRun load = cilab("load", "http://192.168.10.100:9", "-n", "4");

        assertThat(load.exit()).isEqualTo(1);
        assertThat(load.out()).contains("connection refused   4").contains("0 answered, 4 lost");
    }

    @Test
    @Order(4)
    void a_node_is_drained_and_brought_back_and_what_that_cost_is_known() {
        CommandRun drill = cilab("bgp", "drill", "drain", "k8s-w0", "--rate", "100");

        assertThat(drill.exit()).as(drill.err()).isZero();
        assertThat(drill.err()).contains("step disturb: ok, 2 changed", "step restore: ok");
        assertThat(drill.out()).contains("1 disturb ", "1 restore ").contains("FRR has withdrawn every route");
    }

    @Test
    @Order(5)
    void an_interrupted_drill_restores_before_it_ends() {
        CommandRun drill = CommandRun.interruptedAt(
                state, "done     drain k8s-w0", "bgp", "drill", "drain", "k8s-w0", "--rate", "100");

        assertThat(drill.exit()).as(drill.err()).isEqualTo(130);
        assertThat(drill.err()).contains("done     uncordon k8s-w0", "step restore: ok");
    }

    @Test
    @Order(6)
    void a_machine_that_lost_its_power_comes_back_with_its_pods_and_its_peering() {
        CommandRun off = cilab("exec", "k8s-w1", "--root", "--", "poweroff");
        CommandRun without = cilab("bgp", "peers");
        CommandRun up = cilab("bgp", "run", "lb-advertise");

        assertThat(off.exit()).isNotEqualTo(2);
        assertThat(without.exit()).as("not ready without one of its machines").isEqualTo(4);
        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(up.err()).contains("switching k8s-w1 on");
    }

    @Test
    @Order(7)
    void what_there_is_not_is_said() {
        assertThat(cilab("bgp", "drill", "drain", "k8s-w9").shown("bgp drill drain k8s-w9"))
                .contains("topology bgp has no node \"k8s-w9\"", "exit 2");
        assertThat(cilab("bgp", "drill", "drian").shown("bgp drill drian"))
                .contains("has no drill \"drian\"", "did you mean \"drain\"", "exit 2");
        assertThat(cilab("bgp", "drill", "drain", "router").exit()).isNotZero();
    }

    @Test
    @Order(8)
    void a_budget_that_never_allows_is_named_when_the_time_is_over() throws Exception {
        kubectl("create", "poddisruptionbudget", "keep-all", "--selector", "app=webpod", "--min-available", "100%");
        try {
            CommandRun drill = cilab("bgp", "drill", "drain", "k8s-w0", "--set", "drainTimeout=6s");

            assertThat(drill.exit()).as(drill.err()).isEqualTo(1);
            assertThat(drill.err())
                    .contains("not evicted within 6 s: default/webpod-")
                    .contains("PodDisruptionBudget keep-all allows 0 disruptions (3 healthy, 3 needed)")
                    .contains("get poddisruptionbudgets -A")
                    .contains("done     uncordon k8s-w0", "step restore: ok");
        } finally {
            kubectl("delete", "poddisruptionbudget", "keep-all");
        }
    }

    @Test
    @Order(9)
    void the_last_node_that_takes_pods_is_not_drained() throws Exception {
        kubectl("taint", "nodes", "k8s-ctr", "k8s-w1", "kept=free:NoSchedule");
        try {
            CommandRun refused = cilab("bgp", "drill", "drain", "k8s-w0");

            assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("k8s-w0 is the last node that takes pods; drained, they would find no place");
            assertThat(refused.err()).doesNotContain("done     cordon");
        } finally {
            kubectl("taint", "nodes", "k8s-ctr", "k8s-w1", "kept-");
        }
    }

    @Test
    @Order(10)
    void a_service_without_endpoints_answers_nobody_and_that_is_told() throws Exception {
        kubectl("scale", "deployment", "webpod", "--replicas", "0");
        kubectl("wait", "--for", "delete", "pod", "-l", "app=webpod", "--timeout", "60s");
        try {
            CommandRun load = cilab("load", URL, "-n", "4");

            assertThat(load.exit()).as(load.out() + load.err()).isEqualTo(1);
            assertThat(load.out()).contains("0 answered, 4 lost");
        } finally {
            kubectl("scale", "deployment", "webpod", "--replicas", "3");
            kubectl("rollout", "status", "deployment", "webpod", "--timeout", "60s");
        }
    }

    @Test
    @Order(11)
    void who_closes_and_who_resets_is_told_apart_from_who_is_silent() {
        serve("closes", 9001, "close $c");
        serve("resets", 9002, "setsockopt $c, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0); close $c");

        assertThat(cilab("load", "http://192.168.10.100:9001", "-n", "4").out())
                .contains("closed without an answer ", "4 lost");
        assertThat(cilab("load", "http://192.168.10.100:9002", "-n", "4").out())
                .contains("connection reset ", "4 lost");
    }

    /** A server on k8s-ctr that accepts, reads the request and then does this. */
    private static void serve(String name, int port, String then) {
        String program = "use Socket; socket S, PF_INET, SOCK_STREAM, 0; setsockopt S, SOL_SOCKET, SO_REUSEADDR, 1;"
                + " bind S, sockaddr_in(%d, INADDR_ANY); listen S, 64; while (accept my $c, S) { sysread $c, my $r, 999; %s }"
                        .formatted(port, then);
        CommandRun started = cilab(
                "exec", "k8s-ctr", "--", "sh", "-c", "setsid perl -e \"$0\" </dev/null >/dev/null 2>&1 &", program);
        assertThat(started.exit()).as(name + started.err()).isZero();
        assertThat(cilab(
                                "exec",
                                "k8s-ctr",
                                "--",
                                "sh",
                                "-c",
                                "until ss -ltn | grep -q :" + port + "; do sleep 0.05; done")
                        .exit())
                .isZero();
    }

    private static String kubectl(String... args) throws Exception {
        return Kubectl.run(state, args);
    }

    private static CommandRun cilab(String... args) {
        return CommandRun.of(state, args);
    }
}
