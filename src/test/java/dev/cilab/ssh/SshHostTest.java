package dev.cilab.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Line;
import dev.cilab.exec.Result;
import dev.cilab.exec.Running;
import dev.cilab.exec.Secret;
import dev.cilab.exec.Unreachable;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("sandbox")
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SshHostTest {

    private TestSshd sshd;
    private final List<SshHost> hosts = new ArrayList<>();

    @BeforeAll
    void startServer(@TempDir Path dir) throws Exception {
        sshd = new TestSshd(dir);
    }

    @AfterEach
    void closeHosts() throws Exception {
        sshd.trust("host");
        box().run(Command.sh("rm -f /home/free/*"));
        hosts.forEach(SshHost::close);
        hosts.clear();
    }

    @AfterAll
    void stopServer() throws Exception {
        sshd.close();
    }

    @Test
    void tellsOutputErrorsAndExitCodeApart() throws Exception {
        Result result = box().run(Command.sh("echo out; echo err >&2; exit 3"));

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void countsASignalAsTheShellDoes() throws Exception {
        assertThat(box().run(Command.sh("kill -KILL $$")).exit()).isEqualTo(137);
    }

    @Test
    void aMissingProgramIsExit127() throws Exception {
        assertThat(box().run(Command.of("no-such-program")).exit()).isEqualTo(127);
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        Result result = box().run(Command.of(
                "printf", "%s|", "a b", "it's", "$HOME", "", "\"q\"", "back\\slash", "line\nbreak", "ü"));

        assertThat(result.stdout()).isEqualTo("a b|it's|$HOME||\"q\"|back\\slash|line\nbreak|ü|");
    }

    @Test
    void feedsStandardInput() throws Exception {
        assertThat(box().run(Command.of("wc", "-c").stdin(new byte[300_000]))
                        .stdout()
                        .strip())
                .isEqualTo("300000");
    }

    @Test
    void aCommandMayLeaveItsInputUnread() throws Exception {
        assertThat(box().run(Command.of("true").stdin(new byte[5_000_000])).ok())
                .isTrue();
    }

    @Test
    void largeBinaryOutputIsWhole() throws Exception {
        byte[] content = random(50_000_000);

        assertThat(box().run(Command.of("cat").stdin(content)).out()).isEqualTo(content);
    }

    @Test
    void thirtyCommandsAtOnceShareOneConnection() throws Exception {
        SshHost box = box();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String number = String.valueOf(i);
                answers.add(threads.submit(
                        () -> box.run(Command.sh("echo $PPID; echo " + number)).stdout()));
            }
            List<String> parents = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                List<String> lines = answers.get(i).get().lines().toList();
                assertThat(lines.get(1)).isEqualTo(String.valueOf(i));
                parents.add(lines.get(0));
            }
            assertThat(parents).containsOnly(parents.getFirst());
        }
    }

    @Test
    void aHangingCommandIsStoppedOnTheFarSideToo() throws Exception {
        assertThatThrownBy(() -> box().run(Command.sh("sleep 61234 & wait").timeout(Duration.ofMillis(300))))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching("no end within 300 ms, stopped: ssh -F .*/ssh_config box 'sleep 61234 & wait'");
        assertThat(sshd.running("sleep 61234")).isZero();
    }

    @Test
    void aHangingRootCommandIsStoppedToo() {
        assertThatThrownBy(() -> box().run(Command.of("sleep", "61235").asRoot().timeout(Duration.ofMillis(500))))
                .hasMessageContaining("no end within 500 ms");
        assertThat(sshd.running("sleep 61235")).isZero();
    }

    @Test
    void linesAreToldWhileTheCommandRunsAndStopEndsIt() throws Exception {
        LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
        Running running = box().start(Command.sh("echo one; echo two >&2; printf three; sleep 61236"), lines::add);

        assertThat(List.of(lines.take(), lines.take()))
                .containsExactlyInAnyOrder(new Line(false, "one"), new Line(true, "two"));
        assertThat(running.alive()).isTrue();
        running.stop();
        assertThat(running.alive()).isFalse();
        assertThat(sshd.running("sleep 61236")).isZero();
        assertThat(running.await(Duration.ofSeconds(5))).contains(143);
        assertThat(lines).containsExactly(new Line(false, "three"));
    }

    @Test
    void bytesAreStreamedUnchangedWhileErrorsComeAsLines() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LinkedBlockingQueue<Line> errors = new LinkedBlockingQueue<>();
        Running running = box().stream(
                Command.sh("echo talk >&2; head -c 300000 /dev/zero; printf '\\377\\r\\n'"), out, errors::add);

        assertThat(running.await(Duration.ofSeconds(20))).contains(0);
        assertThat(out.toByteArray()).hasSize(300_003).endsWith((byte) 0xff, '\r', '\n');
        assertThat(errors).containsExactly(new Line(true, "talk"));
    }

    @Test
    void putIsBinarySafeAndSetsTheMode() throws Exception {
        byte[] content = random(1_000_000);
        SshHost box = box();
        box.put(content, "/home/free/a file", new FileMode(0640));

        assertThat(box.run(Command.of("cat", "/home/free/a file")).out()).isEqualTo(content);
        assertThat(box.run(Command.of("stat", "-c", "%a", "/home/free/a file")).stdout())
                .isEqualTo("640\n");
        assertThat(box.run(Command.sh("ls /home/free | grep -c cilab")).stdout())
                .isEqualTo("0\n");
    }

    @Test
    void putSaysWhyItCannotWrite() {
        assertThatThrownBy(() -> box().put(new byte[1], "/nowhere/file", FileMode.PRIVATE))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("cannot write /nowhere/file: ");
    }

    @Test
    void aConnectionCutMidCommandIsSaidAndTheNextCommandConnectsAgain() throws Exception {
        SshHost box = box();
        CountDownLatch begun = new CountDownLatch(1);
        Running running = box.start(Command.sh("echo begun; sleep 61237"), line -> begun.countDown());
        begun.await();
        sshd.cut();

        assertThatThrownBy(() -> running.await(Duration.ofSeconds(20)))
                .isInstanceOf(Unreachable.class)
                .hasMessage("connection cut");
        assertThat(box.run(Command.of("true")).ok()).isTrue();
    }

    @Test
    void aPutThatIsCutLeavesTheOldFileWhole() throws Exception {
        SshHost box = box();
        box.put("old".getBytes(), "/home/free/kept", FileMode.READABLE);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                box.put(new byte[50_000_000], "/home/free/kept", FileMode.READABLE);
                failure.complete(null);
            } catch (Unreachable e) {
                failure.complete(e);
            }
        });
        sshd.signal("cat", "STOP");
        sshd.cut();
        sshd.signal("cat", "CONT");

        assertThat(failure.get()).hasMessageStartingWith("connection cut while this ran, so its effect is not known: ");
        while (sshd.running("cilab") > 0) {
            Thread.onSpinWait();
        }
        assertThat(box.run(Command.sh("ls /home/free; cat /home/free/kept")).stdout())
                .isEqualTo("kept\nold");
    }

    @Test
    void silenceIsNoticed() throws Exception {
        SshHost box = host(sshd.target("ServerAliveInterval 1", "ServerAliveCountMax 1"), Credentials.NONE);
        CountDownLatch begun = new CountDownLatch(1);
        Running running = box.start(Command.sh("echo begun; sleep 61238"), line -> begun.countDown());
        begun.await();
        sshd.freeze();

        assertThatThrownBy(() -> running.await(Duration.ofSeconds(30)))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching("no sign of life for \\d+ s");
        sshd.cut();
    }

    @Test
    void rootByPasswordlessSudo() throws Exception {
        assertThat(box().run(Command.of("id", "-u").asRoot()).stdout()).isEqualTo("0\n");
    }

    @Test
    void rootBySudoWithThePassword() throws Exception {
        SshHost asks = host(sshd.target("User asks"), password(TestSshd.PASSWORD));

        Result result = asks.run(Command.sh("id -u; cat").asRoot().stdin("input".getBytes()));

        assertThat(result.stdout()).isEqualTo("0\ninput");
        assertThat(result.stderr()).isEmpty();
    }

    @Test
    void sudoThatWantsAnUnknownPasswordIsSaid() throws Exception {
        SshHost asks = host(sshd.target("User asks"), Credentials.NONE);

        assertThatThrownBy(() -> asks.run(Command.of("id").asRoot()))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("sudo wants a password of asks, and none is known.\n");
    }

    @Test
    void sudoThatRefusesIsSaidInItsOwnWords() throws Exception {
        SshHost none = host(sshd.target("User none"), password(TestSshd.PASSWORD));

        assertThatThrownBy(() -> none.run(Command.of("id").asRoot()))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("sudo refused: none is not in the sudoers file");
    }

    @Test
    void aFailureOfTheCommandUnderSudoIsItsOwn() throws Exception {
        assertThat(box().run(Command.sh("exit 1").asRoot()).exit()).isEqualTo(1);
    }

    @Test
    void passwordLogin() throws Exception {
        SshHost box = host(sshd.target("IdentityFile none"), password(TestSshd.PASSWORD));

        assertThat(box.run(Command.of("whoami")).stdout()).isEqualTo("free\n");
    }

    @Test
    void rsaKeyLogin() throws Exception {
        SshHost box = host(sshd.target("IdentityFile " + sshd.file("id_rsa")), Credentials.NONE);

        assertThat(box.run(Command.of("whoami")).stdout()).isEqualTo("free\n");
    }

    @Test
    void encryptedKeyLogin() throws Exception {
        SshTarget target = onlyKey("locked");
        SshHost box = host(target, new Credentials() {
            @Override
            public Optional<Secret> password(SshTarget asked) {
                return Optional.empty();
            }

            @Override
            public Optional<Secret> passphrase(Path key) {
                return Optional.of(Secret.of(key.endsWith("locked") ? "opensesame" : "?"));
            }
        });

        assertThat(box.run(Command.of("whoami")).stdout()).isEqualTo("free\n");
    }

    @Test
    void agentLogin(@TempDir Path dir) throws Exception {
        Path socket = dir.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = agent.inputReader()) {
            assertThat(said.readLine()).contains(socket.toString());
            ProcessBuilder add =
                    new ProcessBuilder("ssh-add", "-q", sshd.file("id_rsa").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            SshHost box = host(
                    sshd.target("IdentitiesOnly no", "IdentityFile none", "IdentityAgent " + socket), Credentials.NONE);

            assertThat(box.run(Command.of("whoami")).stdout()).isEqualTo("free\n");
        } finally {
            agent.destroy();
        }
    }

    @Test
    void keyboardInteractiveLogin(@TempDir Path dir) throws Exception {
        try (TestSshd asking =
                new TestSshd(dir, "UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes")) {
            SshTarget target = asking.target("IdentityFile none");

            assertThat(host(target, password(TestSshd.PASSWORD))
                            .run(Command.of("whoami"))
                            .stdout())
                    .isEqualTo("free\n");
            assertThatThrownBy(() -> host(target, password("wrong")).run(Command.of("true")))
                    .hasMessageContaining("password refused");
        }
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        SshHost box = host(sshd.target("IdentityFile none"), password("wrong"));

        assertThatThrownBy(() -> box.run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching(
                        "the server does not let free in \\(password refused, no key to offer\\)\\.\nTry: ssh -F .*/ssh_config box true");
    }

    @Test
    void aKeyWithoutPermissionIsSaid() throws Exception {
        SshHost box = host(onlyKey("stranger"), Credentials.NONE);

        assertThatThrownBy(() -> box.run(Command.of("true")))
                .hasMessageStartingWith("the server does not let free in (1 key offered)");
    }

    @Test
    void aMissingKeyFileIsSaid() throws Exception {
        SshHost box = host(onlyKey("gone"), Credentials.NONE);

        assertThatThrownBy(() -> box.run(Command.of("true"))).hasMessageContaining("gone (no such file)");
    }

    @Test
    void anUnknownHostKeyIsRefused() throws Exception {
        Files.writeString(sshd.file("known_hosts"), "");

        assertThatThrownBy(() -> box().run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching("the host key of \\[127.0.0.1]:\\d+ is not known; it shows SHA256:\\S{43}\\.\n"
                        + "Compare it and accept it with: ssh -F .*/ssh_config box true");
    }

    @Test
    void aChangedHostKeyIsRefusedEvenWhereNewOnesAreTaken() throws Exception {
        sshd.trust("stranger");
        SshHost box = host(sshd.target("StrictHostKeyChecking accept-new"), Credentials.NONE);

        assertThatThrownBy(() -> box.run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessageMatching("(?s)the host key of \\[127.0.0.1]:\\d+ has changed; it now shows SHA256:.*"
                        + "ssh-keygen -f .*/known_hosts -R '\\[127.0.0.1]:\\d+'");
    }

    @Test
    void aNewHostKeyIsWrittenDownOnFirstUse() throws Exception {
        Path fresh = sshd.file("fresh_known_hosts");
        SshTarget target = sshd.target("StrictHostKeyChecking accept-new", "UserKnownHostsFile " + fresh);

        assertThat(host(target, Credentials.NONE).run(Command.of("true")).ok()).isTrue();
        assertThat(Files.readString(fresh)).startsWith("[127.0.0.1]:" + sshd.port() + " ssh-ed25519 AAAA");
        assertThat(host(target, Credentials.NONE).run(Command.of("true")).ok()).isTrue();
    }

    @Test
    void hashedKnownHostsAreUnderstood() throws Exception {
        sshd.hashKnownHosts();

        assertThat(Files.readString(sshd.file("known_hosts"))).startsWith("|1|");
        assertThat(box().run(Command.of("true")).ok()).isTrue();
    }

    @Test
    void aRefusedConnectionIsSaid() throws Exception {
        SshHost box = host(sshd.target("Port 1"), Credentials.NONE);

        assertThatThrownBy(() -> box.run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("connection refused by 127.0.0.1:1; does sshd run there?\nTry: ssh -F ");
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() throws Exception {
        try (var mute = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            SshHost box = host(sshd.target("Port " + mute.getLocalPort(), "ConnectTimeout 1"), Credentials.NONE);

            assertThatThrownBy(() -> box.run(Command.of("true")))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("no connection within 1 s");
        }
    }

    @Test
    void proxyCommandCarriesTheConnection() throws Exception {
        SshHost box = host(sshd.target("ProxyCommand busybox nc %h %p", "HostName 127.0.0.1"), Credentials.NONE);

        assertThat(box.run(Command.of("whoami")).stdout()).isEqualTo("free\n");
    }

    @Test
    void aFailingProxyCommandIsQuoted() throws Exception {
        SshHost box = host(sshd.target("ProxyCommand sh -c 'echo no such node >&2; exit 1'"), Credentials.NONE);

        assertThatThrownBy(() -> box.run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("the ProxyCommand of box failed: no such node");
    }

    @Test
    void jumpsThroughAnotherMachine() throws Exception {
        SshTarget direct = sshd.target();
        SshTarget jumping = sshd.target("ProxyJump free@127.0.0.1:" + sshd.port() + "\nHost 127.0.0.1 box");
        assertThat(direct.jump()).isEmpty();

        assertThat(host(jumping, Credentials.NONE).run(Command.of("whoami")).stdout())
                .isEqualTo("free\n");
    }

    @Test
    void pastesWhatAPersonWouldType() throws Exception {
        SshHost box = box();
        String ssh = "ssh -F " + sshd.file("ssh_config") + " box ";

        assertThat(box.paste(Command.of("vtysh", "-c", "show ip bgp summary").asRoot()))
                .isEqualTo(ssh + "\"sudo vtysh -c 'show ip bgp summary'\"");
        assertThat(box.paste(Command.sh("ip route | grep bgp"))).isEqualTo(ssh + "'ip route | grep bgp'");
        assertThat(box.paste(Command.of("vtysh").stdin("conf t\n".getBytes())))
                .isEqualTo(ssh + "vtysh <<'EOF'\nconf t\nEOF");
    }

    @Test
    void interruptStopsTheCommand() throws Exception {
        SshHost box = box();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        box.run(Command.of("true"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                box.run(Command.of("sleep", "61239"));
            } catch (Unreachable e) {
                failure.complete(e);
            }
        });
        while (sshd.running("sleep 61239") == 0) {
            Thread.onSpinWait();
        }
        thread.interrupt();

        assertThat(failure.get()).hasMessageStartingWith("interrupted, stopped: ");
        assertThat(sshd.running("sleep 61239")).isZero();
    }

    private SshHost box() throws Exception {
        return host(sshd.target(), Credentials.NONE);
    }

    private SshTarget onlyKey(String name) throws Exception {
        SshTarget target = sshd.target();
        return new SshTarget(
                target.alias(),
                target.host(),
                target.port(),
                target.user(),
                List.of(sshd.file(name)),
                target.proxyCommand(),
                target.jump(),
                target.knownHosts(),
                target.hostKeyAlias(),
                target.hostKeyPolicy(),
                target.agent(),
                target.connectTimeout(),
                target.aliveInterval(),
                target.aliveCount(),
                target.source());
    }

    private SshHost host(SshTarget target, Credentials credentials) {
        SshHost host = new SshHost(target, credentials);
        hosts.add(host);
        return host;
    }

    private static Credentials password(String password) {
        return new Credentials() {
            @Override
            public Optional<Secret> password(SshTarget target) {
                return Optional.of(Secret.of(password));
            }

            @Override
            public Optional<Secret> passphrase(Path key) {
                return Optional.empty();
            }
        };
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
