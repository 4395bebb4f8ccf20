package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cilab.CommandRun;
import dev.cilab.helm.TestCharts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Helm releases of a lab, from install to upgrade, on a cluster of one node; and every way in which a chart can be wrong. */
@Tag("sandbox")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HelmTest {

    private static final String TOPOLOGY = """
            cilab: 1
            topology: release
            segments: { lan: 192.168.10.0/24 }
            machines:
              ctr: { roles: [control-plane], interfaces: { eth1: 192.168.10.100/24 } }
            clusters:
              release: { version: v1.33.2, podCidr: 172.20.0.0/16, serviceCidr: 10.96.0.0/16, nodes: [ctr] }
            """;

    /** An agent obeys what was configured when it started. */
    private static final String LAB = """
            cilab: 1
            lab: release
            title: A release and its values
            vars: { chart: nowhere, key: greeting, word: hi, ciliumVersion: "1.18.0", version: "1.2.3" }
            waits: { start: 60s, still: 1s }
            steps:
            - id: install
              title: Cilium without BGP
              do:
              - helm:
                  release: cilium
                  namespace: kube-system
                  chart: cilium
                  version: "${ciliumVersion}"
                  values: values.yaml
                  reuse: true
                  restart: [daemonset/cilium, deployment/cilium-operator]
              check:
              - name: the agent speaks no BGP
                cilium-status: { expect: [ctr], ready: true, bgp: false }
                eventually: start
                until: statusreport
            - id: upgrade
              title: A value is changed, and nobody restarted
              do:
              - helm:
                  release: cilium
                  namespace: kube-system
                  chart: cilium
                  version: "${ciliumVersion}"
                  set: { bgpControlPlane.enabled: true }
                  reuse: true
              check:
              - name: the configuration says on
                cilium-config: { keys: [enable-bgp-control-plane], expect: [enable-bgp-control-plane], value: "true" }
              - name: the agent goes on without
                cilium-status: { expect: [ctr], bgp: false }
                holds: still
                until: statusreport
              - name: the release tells both values
                helm-values: { release: cilium, expect: [cilium], revision: 2 }
                that: releases.all(r, r.values.bgpControlPlane.enabled && r.values.operator.replicas == 1)
                until: statusreport
            - id: restart
              title: The agent reads its configuration when it starts
              do:
              - restart: { target: deployment/cilium-operator, namespace: kube-system }
              - restart: { target: daemonset/cilium, namespace: kube-system }
              check:
              - name: the agent speaks BGP
                cilium-status: { expect: [ctr], ready: true, bgp: true }
                eventually: start
            - id: statusreport
              title: Upgraded and restarted in one
              do:
              - helm:
                  release: cilium
                  namespace: kube-system
                  chart: cilium
                  version: "${ciliumVersion}"
                  set: { bgpControlPlane.statusReport.enabled: false }
                  reuse: true
                  restart: [daemonset/cilium, deployment/cilium-operator]
              check:
              - name: revision three is deployed
                helm-releases: { expect: [cilium], status: deployed, revision: 3 }
            - id: hello
              title: A chart from anywhere
              do:
              - helm:
                  release: hello
                  chart: "${chart}"
                  version: "${version}"
                  set: { "${key}": "${word}" }
            """;

    @TempDir
    private static Path folder;

    private static HttpServer server;

    @BeforeAll
    static void aLabAndAServer() throws IOException {
        Path lab = Files.createDirectories(folder.resolve("labs/release"));
        Files.writeString(lab.resolve("topology.yaml"), TOPOLOGY);
        Files.writeString(lab.resolve("lab.yaml"), LAB);
        Files.writeString(lab.resolve("values.yaml"), """
                operator: { replicas: 1 }
                ipam: { operator: { clusterPoolIPv4PodCIDRList: [172.20.0.0/16] } }
                """);
        Path chart = TestCharts.packed(TestCharts.hello(folder, "1.2.3"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hello.tgz", exchange -> send(exchange, chart));
        server.start();
    }

    @AfterAll
    static void down() {
        server.stop(0);
        assertThat(cilab("release", "down").exit()).isZero();
    }

    @Test
    @Order(1)
    void anAgentObeysANewValueOnlyAfterItsRestart() {
        CommandRun up = cilab("release", "up", "--to", "statusreport");

        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(cilab("helm", "list", "--lab", "release").out())
                .contains("cilium-1.18.0")
                .contains("deployed");
    }

    @Test
    @Order(2)
    void aSecondRunChangesNothing() {
        CommandRun again = cilab("release", "up", "--to", "statusreport");

        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.err()).contains("same     Helm release cilium").doesNotContain("done     Helm");
        assertThat(cilab("helm", "history", "--lab", "release").out().lines().skip(1))
                .hasSize(3);
    }

    @Test
    @Order(3)
    void whatTheChartWouldIgnoreIsRefused() {
        CommandRun run = hello("--chart", folder.resolve("hello.tgz").toString(), "--set", "key=greetnig");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("chart hello 1.2.3 would ignore greetnig (did you mean \"greeting\"?)")
                .contains("helm show values");
    }

    @Test
    @Order(4)
    void aChartThatCannotBeHad() {
        assertThat(hello("--chart", folder.resolve("nothing.tgz").toString()).err())
                .contains("there is no chart at " + folder.resolve("nothing.tgz"));
        assertThat(hello("--chart", "http://127.0.0.1:1/hello.tgz").err())
                .contains("the chart cannot be fetched from http://127.0.0.1:1/hello.tgz: connection refused");
        assertThat(hello().err()).contains("nothing is known of a chart \"nowhere\"");
        assertThat(hello("--chart", folder.resolve("hello").toString(), "--set", "version=9.9.9")
                        .err())
                .contains("is version 1.2.3 of chart hello; wanted is 9.9.9");
    }

    @Test
    @Order(5)
    void whatWouldChangeIsToldAndNothingDone() {
        CommandRun dry =
                hello("--dry-run", "--chart", folder.resolve("hello.tgz").toString());

        assertThat(dry.exit()).as(dry.err()).isZero();
        assertThat(dry.err()).contains("helm upgrade --install hello " + folder.resolve("hello.tgz"));
        assertThat(cilab("helm", "list", "--lab", "release").out()).doesNotContain("hello");
    }

    @Test
    @Order(6)
    void hooksAreRunAndAChangeIsAnUpgrade() {
        CommandRun install = hello("--chart", folder.resolve("hello").toString());
        assertThat(install.exit()).as(install.err()).isZero();

        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hello.tgz";
        CommandRun upgrade = hello("--chart", url, "--set", "word=welcome");
        assertThat(upgrade.exit()).as(upgrade.err()).isZero();

        assertThat(cilab("helm", "values", "hello", "-n", "default", "--lab", "release")
                        .out())
                .contains("greeting")
                .contains("\"welcome\"");
    }

    @Test
    @Order(7)
    void valuesAreReusedOnlyWithTheSameVersion() {
        CommandRun run = cilab("release", "up", "--to", "install", "--set", "ciliumVersion=1.17.6");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("release cilium is chart version 1.18.0, wanted is 1.17.6")
                .contains("--reset-then-reuse-values");
    }

    private static CommandRun hello(String... options) {
        List<String> args = new ArrayList<>(List.of("release", "up", "--from", "hello", "--to", "hello"));
        args.addAll(List.of(options));
        return cilab(args.toArray(String[]::new));
    }

    private static CommandRun cilab(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--labs");
        all.add(folder.resolve("labs").toString());
        return CommandRun.of(folder.resolve("state"), all.toArray(String[]::new));
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        try (exchange) {
            byte[] body = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
