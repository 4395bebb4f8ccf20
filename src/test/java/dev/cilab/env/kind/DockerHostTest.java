package dev.cilab.env.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.exec.Command;
import dev.cilab.exec.FileMode;
import dev.cilab.exec.Line;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Running;
import dev.cilab.exec.Unreachable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands in a container. The {@code docker} here is a script that runs what {@code docker exec} would run, on this machine, and goes on
 * running it when its client is killed, as the real one does.
 */
@Timeout(60)
class DockerHostTest {

    private static final String DOCKER = """
            #!/bin/bash
            [ "$1" = exec ] || exit 125
            shift
            vars=()
            while [[ $1 == -* ]]; do
                case $1 in -e) vars+=("$2"); shift 2 ;; *) shift ;; esac
            done
            case $1 in
                gone) echo "Error response from daemon: No such container: gone" >&2; exit 1 ;;
                off) echo "Error response from daemon: container 4f1 is not running" >&2; exit 1 ;;
            esac
            shift
            exec setsid --wait env "${vars[@]}" "$@"
            """;

    @TempDir
    private Path dir;

    private LocalHost machine;
    private DockerHost host;

    @BeforeEach
    void start() throws Exception {
        Path docker = Files.writeString(dir.resolve("docker"), DOCKER);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        machine = new LocalHost(Map.of("PATH", dir + ":/usr/bin:/bin"));
        // Java looks for programs in its own PATH
        host = new DockerHost(new Within(machine, docker), "router", "bgp-router");
    }

    @Test
    void commandsEndAsTheyEndThere() throws Exception {
        assertThat(host.run(Command.sh("echo out; echo err >&2; exit 7"))).satisfies(result -> {
            assertThat(result.exit()).isEqualTo(7);
            assertThat(result.stdout()).isEqualTo("out\n");
            assertThat(result.stderr()).isEqualTo("err\n");
        });
        assertThat(host.run(Command.of("cat").stdin("in".getBytes(StandardCharsets.UTF_8)))
                        .stdout())
                .isEqualTo("in");
    }

    @Test
    void aFailureOfDockerIsNotAFailureOfTheCommand() {
        assertThatThrownBy(() -> other("gone").run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessage("Error response from daemon: No such container: gone");
        assertThatThrownBy(() -> other("off").run(Command.of("true")))
                .isInstanceOf(Unreachable.class)
                .hasMessage("Error response from daemon: container 4f1 is not running");
    }

    @Test
    void aCommandOverItsTimeIsKilledInTheContainer() throws Exception {
        Path pid = dir.resolve("pid");
        assertThatThrownBy(() -> host.run(
                        Command.sh("echo $$ >" + pid + "; exec sleep 300").timeout(Duration.ofMillis(800))))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("800 ms");

        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(sleep -> assertThat(sleep.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void whatWasStartedIsToldAndStopped() throws Exception {
        LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>();
        Running running = host.start(Command.sh("echo $$; exec sleep 300"), lines::add);
        long pid = Long.parseLong(lines.take().text());
        ProcessHandle sleep = ProcessHandle.of(pid).orElseThrow();
        assertThat(running.alive()).isTrue();
        running.stop();

        assertThat(sleep.onExit()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(running.alive()).isFalse();
    }

    @Test
    void filesArriveWhole() throws Exception {
        byte[] content = new byte[100_000];
        new Random(3).nextBytes(content);
        Path file = dir.resolve("file");
        host.put(content, file.toString(), new FileMode(0640));

        assertThat(file).hasBinaryContent(content);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(3);
        assertThatThrownBy(() -> host.put(content, dir.resolve("no/file").toString(), FileMode.PRIVATE))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("cannot write " + dir.resolve("no/file"));
    }

    @Test
    void pastesWhatAPersonWouldType() {
        assertThat(host.paste(Command.of("vtysh", "-c", "show ip bgp")))
                .isEqualTo("docker exec bgp-router vtysh -c 'show ip bgp'");
        assertThat(host.paste(Command.of("cat").stdin("x\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("docker exec -i bgp-router cat <<'EOF'\nx\nEOF");
    }

    private DockerHost other(String container) {
        return new DockerHost(new Within(machine, dir.resolve("docker")), container, container);
    }
}
