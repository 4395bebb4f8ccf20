package dev.cilab.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("sandbox")
@Timeout(40)
class PodTest {

    @TempDir
    private static Path state;

    private static Fabric fabric;
    private static Pod web;
    private static Pod tools;

    @BeforeAll
    static void open() {
        fabric = Fabric.open(Specs.pair("b0d001", state), SshKeys.create(state), state.resolve("exchange"));
        Node one = fabric.node("one");
        one.ip("""
                link add cilium_net type veth peer name cilium_host
                link set cilium_net up
                link set cilium_host up
                addr add 172.20.0.1/32 dev cilium_host
                """);
        web = pod(one, "web", "172.20.0.10");
        tools = pod(one, "tools", "172.20.0.11");
    }

    @AfterAll
    static void close() {
        fabric.close();
    }

    @Test
    void answersHttpToAnotherPod() throws Exception {
        web.put("hello\n".getBytes(StandardCharsets.UTF_8), "/srv/index.html", FileMode.READABLE);
        Process server = web.start(List.of("busybox", "httpd", "-f", "-p", "80", "-h", "/srv"), Map.of(), "");

        assertThat(out(tools, "curl -s --retry 20 --retry-connrefused --retry-delay 1 http://172.20.0.10/index.html"))
                .isEqualTo("hello\n");
        server.destroy();
        assertThat(server.waitFor()).isEqualTo(143);
    }

    @Test
    void hasItsOwnIdentity() throws Exception {
        assertThat(
                        out(
                                tools,
                                "hostname; cat /etc/hostname /etc/hosts /etc/resolv.conf; ip -4 -o addr show eth0 | awk '{ print $4 }'; ip route"))
                .isEqualTo("""
                        tools
                        tools
                        127.0.0.1 localhost
                        172.20.0.11 tools
                        search default.svc.cluster.local svc.cluster.local cluster.local
                        nameserver 10.96.0.10
                        options ndots:5
                        172.20.0.11/32
                        default via 172.20.0.1 dev eth0\s
                        172.20.0.1 dev eth0 scope link\s
                        """);
        assertThat(
                        out(
                                tools,
                                "ls -A /tmp /home /root; ls -d /etc/ssh /etc/frr /etc/shadow 2>/dev/null; ps -e -o comm= | head -1"))
                .isEqualTo("/home:\n\n/root:\n\n/tmp:\ncat\n");
    }

    @Test
    void passesEnvironmentFolderInputAndExitCode() throws Exception {
        Process process = tools.start(
                List.of("sh", "-c", "cat; echo \"$GREETING $PWD\"; exit 5"), Map.of("GREETING", "hi"), "/usr");
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write("in ".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("in hi /usr\n");
        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(tools.start(List.of("frobnicate"), Map.of(), "").waitFor()).isEqualTo(127);
    }

    @Test
    void givesATerminalThatCanBeResized() throws Exception {
        Process shell = tools.startOnTerminal(List.of("sh"), Map.of("PS1", "> "), "/");
        BufferedReader screen = shell.inputReader();
        type(shell, "tty\n");
        readUntil(screen, "/dev/pts/\\d+");
        tools.resizeTerminal(shell, 101, 37);
        type(shell, "stty size\n");
        readUntil(screen, "37 101");
        type(shell, "exit 9\n");

        assertThat(shell.waitFor()).isEqualTo(9);
    }

    @Test
    void aTerminalSendsInterruptsToItsProgram() throws Exception {
        Process program = tools.startOnTerminal(List.of("cat"), Map.of(), "/");
        type(program, "hello\n");
        BufferedReader screen = program.inputReader();
        readUntil(screen, "hello"); // the terminal's echo
        readUntil(screen, "hello"); // the program's answer
        type(program, "\003");

        assertThat(program.waitFor()).isEqualTo(130);
    }

    @Test
    void isDeletedGracefully() throws Exception {
        Node one = fabric.node("one");
        Pod pod = pod(one, "short", "172.20.0.12");
        Process main = pod.start(
                List.of("sh", "-c", "trap 'echo goodbye; exit 3' TERM; echo ready; while :; do sleep 0.1; done"),
                Map.of(),
                "");
        BufferedReader output = main.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");

        pod.delete(Duration.ofSeconds(20));
        pod.delete(Duration.ofSeconds(20));

        assertThat(output.readLine()).isEqualTo("goodbye");
        assertThat(main.waitFor()).isEqualTo(3);
        assertThat(pod.alive()).isFalse();
        assertThat(Machine.becomes(() -> one.pod("short").isEmpty())).isTrue();
        assertThat(Machine.becomes(() -> one.run(Command.sh("ip route show table 100 | grep -c 172.20.0.12"))
                        .stdout()
                        .equals("0\n")))
                .isTrue();
    }

    @Test
    void sharesTheNodesNetworkWhenAsked() throws Exception {
        Node two = fabric.node("two");
        Pod agent = two.createPod(new Node.PodRequest("agent", "kube-system", "cilium-abcde", "two", "", "", ""));

        assertThat(out(agent, "hostname; ip -4 -o addr show eth1 | awk '{ print $4 }'"))
                .isEqualTo("two\n192.168.10.2/24\n");
        agent.delete(Duration.ZERO);
    }

    private static Pod pod(Node node, String name, String ip) {
        return node.createPod(new Node.PodRequest(name, "default", name, name, ip, "172.20.0.1", "10.96.0.10"));
    }

    private static String out(Pod pod, String script) throws Exception {
        Process process = pod.start(List.of("bash", "-c", script), Map.of(), "");
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        return out;
    }

    private static void type(Process process, String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private static void readUntil(BufferedReader screen, String pattern) throws IOException {
        String line = screen.readLine();
        while (line != null && !Pattern.compile(pattern).matcher(line).find()) {
            line = screen.readLine();
        }
        assertThat(line).as("a line like " + pattern).isNotNull();
    }
}
