package dev.cilab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.sandbox.node.Machine;
import dev.cilab.sandbox.node.Specs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon as a process of its own, as the command line starts it. */
@Tag("sandbox")
@Timeout(120)
class DaemonTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path state;

    private Process daemon;

    @AfterEach
    void kill() throws Exception {
        if (daemon != null) {
            daemon.destroyForcibly().waitFor();
        }
    }

    @Test
    void isReachedByPlainSshAndEndsWithNothingLeft() throws Exception {
        JsonNode answer = start(Specs.pair("dae001", state));
        assertThat(answer.path("ready").asBoolean()).isTrue();
        assertThat(answer.path("pid").asLong()).isEqualTo(daemon.pid());

        for (String node : List.of("one", "two")) {
            Result result = ssh(node, "hostname; sudo id -un");
            assertThat(result.stdout()).as(result.stderr()).isEqualTo(node + "\nroot\n");
        }
        assertThat(permissions("id_ed25519", "ssh_config", "known_hosts")).containsOnly("rw-------");
        assertThat(permissions("", "proxy")).containsOnly("rwx------");

        daemon.destroy();
        daemon.waitFor();

        assertNothingLeft("cilab:dae001:");
        try (Stream<Path> files = Files.list(state)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("daemon.log");
        }
    }

    @Test
    void theProxyRefusesAProcessThatIsNotItsNode() throws Exception {
        start(Specs.pair("dae002", state));
        Path proxy = state.resolve("proxy");
        String otherPid = Files.readString(proxy)
                .replaceFirst(
                        "one\\) pid=\\d+", "one) pid=" + ProcessHandle.current().pid());
        Files.writeString(proxy, otherPid);

        Result result = ssh("one", "id");

        assertThat(result.exit()).isEqualTo(255);
        assertThat(result.stderr()).contains("proxy: node one of the sandbox pair does not run");
    }

    @Test
    void aWrongHostKeyIsRefused() throws Exception {
        start(Specs.pair("dae003", state));
        Path knownHosts = state.resolve("known_hosts");
        new LocalHost()
                .run(Command.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        state.resolve("other").toString()));
        String other = Files.readString(state.resolve("other.pub")).strip();
        Files.writeString(knownHosts, Files.readString(knownHosts).replaceAll("ssh-ed25519 .*", other));

        Result result = ssh("one", "id");

        assertThat(result.exit()).isEqualTo(255);
        assertThat(result.stderr()).contains("Host key verification failed");
    }

    @Test
    void killedItLeavesNothingAndTheNextOneStarts() throws Exception {
        start(Specs.pair("dae004", state));

        daemon.destroyForcibly().waitFor();

        assertNothingLeft("cilab:dae004:");
        assertThat(start(Specs.pair("dae004", state)).path("ready").asBoolean()).isTrue();
        assertThat(ssh("two", "hostname").stdout()).isEqualTo("two\n");
    }

    @Test
    void killedWhileItStartsItLeavesNothing() throws Exception {
        launch(JSON.writeValueAsString(Specs.pair("dae007", state)));
        assertThat(Machine.becomes(
                        () -> !Machine.processes("cilab:dae007:pair:one").isEmpty()))
                .isTrue();

        daemon.destroyForcibly().waitFor();

        assertNothingLeft("cilab:dae007:");
        assertThat(start(Specs.pair("dae007", state)).path("ready").asBoolean()).isTrue();
    }

    @Test
    void endsWithItsFabric() throws Exception {
        JsonNode answer = start(Specs.pair("dae005", state));

        ProcessHandle.of(answer.path("fabricPid").asLong()).orElseThrow().destroyForcibly();

        daemon.waitFor();
        assertNothingLeft("cilab:dae005:");
    }

    @Test
    void aSecondOneOnTheSameFolderIsRefused() throws Exception {
        start(Specs.pair("dae006", state));
        Process first = daemon;

        JsonNode answer = start(Specs.pair("dae006", state));

        assertThat(answer.path("error").asString()).isEqualTo("a sandbox runs already with the state folder " + state);
        assertThat(daemon.waitFor()).isEqualTo(1);
        assertThat(ssh("one", "hostname").stdout()).isEqualTo("one\n");
        daemon = first;
    }

    @Test
    void saysWhatIsWrongWithItsDescription() throws Exception {
        assertThat(start("{\"name\":").path("error").asString())
                .startsWith("the sandbox's description cannot be read: ");
        assertThat(daemon.waitFor()).isEqualTo(1);
    }

    private JsonNode start(SandboxSpec spec) throws IOException {
        return start(JSON.writeValueAsString(spec));
    }

    private JsonNode start(String spec) throws IOException {
        launch(spec);
        try (BufferedReader lines = daemon.inputReader()) {
            return JSON.readTree(lines.readLine());
        }
    }

    private void launch(String spec) throws IOException {
        daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Daemon.class.getName(),
                        "mark")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var stdin = daemon.outputWriter()) {
            stdin.write(spec);
        }
    }

    private Result ssh(String node, String command) throws Exception {
        return new LocalHost()
                .run(Command.of("ssh", "-n", "-F", state.resolve("ssh_config").toString(), node, command));
    }

    private Set<String> permissions(String... names) throws IOException {
        return Stream.of(names)
                .map(name -> {
                    try {
                        return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(name)));
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .collect(Collectors.toSet());
    }

    private void assertNothingLeft(String mark) throws Exception {
        assertThat(Machine.becomes(() -> Machine.processes(mark).isEmpty()))
                .as("processes of " + mark)
                .isTrue();
        assertThat(Machine.mounts(state)).isEmpty();
    }
}
