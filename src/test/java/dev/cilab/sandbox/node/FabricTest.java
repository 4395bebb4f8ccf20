package dev.cilab.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("sandbox")
@Timeout(40)
class FabricTest {

    @TempDir
    private static Path state;

    private static Fabric fabric;

    @BeforeAll
    static void open() {
        fabric = Fabric.open(Specs.bgp("fab001", state), SshKeys.create(state), state.resolve("exchange"));
    }

    @AfterAll
    static void close() {
        fabric.close();
    }

    @Test
    void nodesReachEachOtherThroughTheRouter() {
        assertThat(out("k8s-ctr", "ping -c 1 -W 2 k8s-w0 | grep -o ttl=63")).isEqualTo("ttl=63\n");
    }

    @Test
    void aNodeRoutesAsTheTutorialShows() {
        assertThat(out("k8s-w0", "ip route")).isEqualTo("""
                        192.168.10.0/24 via 192.168.20.200 dev eth1 proto static\s
                        192.168.20.0/24 dev eth1 proto kernel scope link src 192.168.20.100\s
                        """);
        assertThat(out("k8s-w0", "ip rule | cut -f1,2"))
                .contains("100:\tfrom all lookup 100")
                .contains("40000:\tfrom all lookup 101");
    }

    @Test
    void theRouterSpeaksBgpAndHasNoPeers() {
        assertThat(out("router", "vtysh -c 'show ip bgp summary'"))
                .isEqualTo("% No BGP neighbors found in VRF default\n");
        assertThat(out("router", "vtysh -c 'show ip bgp' | grep '^[*]'"))
                .isEqualTo("*> 10.10.1.0/24     0.0.0.0                  0         32768 i\n");
        assertThat(out("router", "cat /etc/frr/frr.conf")).isEqualTo("""
                        log syslog informational
                        !
                        router bgp 65000
                          bgp router-id 192.168.10.200
                          bgp graceful-restart
                          no bgp ebgp-requires-policy
                          bgp bestpath as-path multipath-relax
                          maximum-paths 4
                          network 10.10.1.0/24
                        """);
        assertThat(out("router", "ps -ef | awk '/[/]usr[/]lib[/]frr/ { print $8, $9, $10, $11 }'"))
                .isEqualTo("""
                        /usr/lib/frr/watchfrr -d -F traditional
                        /usr/lib/frr/zebra -d -F traditional
                        /usr/lib/frr/bgpd -d -F traditional
                        /usr/lib/frr/staticd -d -F traditional
                        """);
    }

    @Test
    void servicesAreRunAsTheTutorialRunsThem() {
        assertThat(
                        out(
                                "router",
                                "systemctl daemon-reexec && systemctl restart frr && systemctl enable frr && systemctl is-active frr"))
                .isEqualTo("active\n");
        assertThat(out("router", "systemctl status frr --no-pager --full"))
                .startsWith(
                        "● frr.service - FRRouting\n     Loaded: loaded (/lib/systemd/system/frr.service; enabled; preset: enabled)\n")
                .contains("(watchfrr)\n")
                .contains("/usr/lib/frr/bgpd -d -F traditional -A 127.0.0.1\n");
        assertThat(out("router", "journalctl -u frr -n 1"))
                .matches("\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d router systemctl\\[\\d+]: Started frr.*\n");
        assertThat(out("router", "timeout 2 journalctl -u frr -f | grep -c Started"))
                .isNotEqualTo("0\n");
        assertThat(run("k8s-w1", "systemctl status frr").exit()).isEqualTo(4);
        assertThat(run("k8s-w1", "modprobe no-such-module").stderr()).contains("module no_such_module is not loaded");
    }

    @Test
    void nodesLogInToEachOtherWithThePassword() {
        String ssh = "sshpass -p vagrant ssh -o StrictHostKeyChecking=accept-new -o LogLevel=ERROR vagrant@k8s-w0 ";
        assertThat(out("k8s-ctr", ssh + "'hostname; id -un; sudo id -un; ping -c 1 router >/dev/null && echo reached'"))
                .isEqualTo("k8s-w0\nvagrant\nroot\nreached\n");
    }

    @Test
    void rootInANodeIsNobodyOnThisMachine() {
        assertThat(run("k8s-ctr", "touch /usr/bin/x").ok()).isFalse();
        assertThat(run("k8s-ctr", "echo x >/proc/sys/kernel/core_pattern").ok()).isFalse();
        assertThat(run("k8s-ctr", "mount -o remount,rw /usr && touch /usr/x").ok())
                .isFalse();
        assertThat(out("k8s-ctr", "ls /etc/ssl/private /etc/cron.d /home 2>/dev/null"))
                .isEqualTo("/home:\nvagrant\n");
    }

    @Test
    void putsFiles() throws Exception {
        byte[] content = {0, (byte) 0xff, 10};
        Node node = fabric.node("k8s-w1");

        node.put(content, "/var/lib/some/where/file", new FileMode(0640));

        assertThat(Files.readAllBytes(node.file("/var/lib/some/where/file"))).isEqualTo(content);
        assertThat(out("k8s-w1", "stat -c '%a %U' /var/lib/some/where/file; ls /var/lib/some/where"))
                .isEqualTo("640 root\nfile\n");
    }

    @Test
    void theExchangeFolderIsSharedAndReadOnlyForNodes() throws Exception {
        Files.writeString(fabric.exchange().resolve("hello"), "from outside\n");

        assertThat(out("k8s-w1", "cat /run/cilab/hello")).isEqualTo("from outside\n");
        assertThat(run("k8s-w1", "touch /run/cilab/mine").ok()).isFalse();
    }

    @Test
    void commandsKeepTheirInputOutputAndExitCode() {
        Result result = fabric.node("k8s-w1")
                .run(Command.sh("cat; echo err >&2; exit 7").stdin("in".getBytes(StandardCharsets.UTF_8)));

        assertThat(result.stdout()).isEqualTo("in");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exit()).isEqualTo(7);
        assertThat(fabric.node("k8s-w1").run(Command.of("frobnicate")).exit()).isEqualTo(127);
    }

    @Test
    void aRefusedRulesetOrRouteSaysWhereAndWhy() {
        assertThatThrownBy(() -> fabric.node("k8s-w1").nft("table ip x {"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageStartingWith("k8s-w1: nft ended with exit code 1: ");
        assertThatThrownBy(() -> fabric.node("k8s-w1").ip("route add 1.2.3.4 via 9.9.9.9\n"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageStartingWith("k8s-w1: ip -batch ended with exit code 1: ");
    }

    private static Result run(String node, String script) {
        return fabric.node(node).run(Command.of("bash", "-c", script));
    }

    private static String out(String node, String script) {
        Result result = run(node, script);
        assertThat(result.stderr()).isEmpty();
        return result.stdout();
    }
}
