package dev.cilab.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {

    private final Host host = new LocalHost();

    @Test
    void keepsBothStreamsAndTheExitCode() throws Exception {
        Result result = host.run(Command.sh("echo out; echo err >&2; exit 3"));

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void passesBytesThroughUnchanged() throws Exception {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }

        assertThat(host.run(Command.of("cat").stdin(bytes)).out()).isEqualTo(bytes);
    }

    @Test
    void drainsBothStreamsAtOnce() throws Exception {
        Result result = host.run(Command.sh("head -c 200000 /dev/zero >&2; head -c 200000 /dev/zero"));

        assertThat(result.out()).hasSize(200_000);
        assertThat(result.err()).hasSize(200_000);
    }

    @Test
    void aCommandMayIgnoreItsInput() throws Exception {
        assertThat(host.run(Command.of("true").stdin(new byte[1_000_000])).ok()).isTrue();
    }

    @Test
    void killsACommandAndItsChildrenAfterTheTimeout(@TempDir Path dir) throws Exception {
        Path pid = dir.resolve("pid");

        assertThatThrownBy(() -> host.run(
                        Command.sh("sleep 60 & echo $! > " + pid + "; wait").timeout(Duration.ofMillis(500))))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("no end within 500 ms: sh -c ");
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive)).isNotEqualTo(java.util.Optional.of(true));
    }

    @Test
    void aDaemonThatKeepsThePipeDoesNotHoldTheResultUp() throws Exception {
        Result result = host.run(Command.sh("sleep 60 & echo $!"));

        long child = Long.parseLong(result.stdout().strip());
        assertThat(result.took()).isLessThan(Duration.ofSeconds(30));
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void aMissingProgramIs127AsInAShell() throws Exception {
        Result result = host.run(Command.of("/nowhere/frobnicate"));

        assertThat(result.exit()).isEqualTo(127);
        assertThat(result.stderr()).isEqualTo("/nowhere/frobnicate: command not found\n");
    }

    @Test
    void aSignalIs128PlusItsNumber() throws Exception {
        assertThat(host.run(Command.sh("kill -9 $$")).exit()).isEqualTo(137);
    }

    @Test
    void tellsLinesWhileTheCommandRuns() throws Exception {
        List<Line> lines = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        try (Running running = host.start(Command.sh("echo one; echo two >&2; exec sleep 60"), line -> {
            lines.add(line);
            if (lines.size() == 2) {
                first.countDown();
            }
        })) {
            first.await();
            assertThat(running.alive()).isTrue();
            assertThat(running.await(Duration.ofMillis(1))).isEmpty();
            running.stop();
            assertThat(running.alive()).isFalse();
        }
        assertThat(lines).containsExactlyInAnyOrder(new Line(false, "one"), new Line(true, "two"));
    }

    @Test
    void awaitGivesTheExitCodeAfterTheLastLine() throws Exception {
        List<Line> lines = Collections.synchronizedList(new ArrayList<>());
        try (Running running = host.start(Command.sh("seq 1000; exit 4"), lines::add)) {
            assertThat(running.await(Duration.ofSeconds(20))).contains(4);
        }
        assertThat(lines).hasSize(1000).last().isEqualTo(new Line(false, "1000"));
    }

    @Test
    void streamsBytesUnchangedWhileErrorsComeAsLines() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Line> errors = Collections.synchronizedList(new ArrayList<>());
        try (Running running = host.stream(
                Command.sh("echo talk >&2; head -c 300000 /dev/zero; printf '\\377\\r\\n'"), out, errors::add)) {
            assertThat(running.await(Duration.ofSeconds(20))).contains(0);
        }
        byte[] bytes = out.toByteArray();
        assertThat(bytes).hasSize(300_003).endsWith((byte) 0xff, '\r', '\n');
        assertThat(errors).containsExactly(new Line(true, "talk"));
    }

    @Test
    void putsAFileWithItsModeAndLeavesNothingElse(@TempDir Path dir) throws Exception {
        byte[] content = {0, 1, (byte) 0xff};
        String path = dir.resolve("secret").toString();

        host.put(new byte[] {9}, path, FileMode.READABLE);
        host.put(content, path, new FileMode(0640));

        assertThat(Files.readAllBytes(Path.of(path))).isEqualTo(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(path))))
                .isEqualTo("rw-r-----");
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void putSaysWhyNot(@TempDir Path dir) {
        assertThatThrownBy(() -> host.put(new byte[0], dir + "/none/file", FileMode.PRIVATE))
                .isInstanceOf(Unreachable.class)
                .hasMessage("cannot write " + dir + "/none/file: no such folder");
    }

    @Test
    void pastesWhatAPersonWouldType() {
        assertThat(host.paste(Command.of("vtysh", "-c", "show ip bgp", "it's", "")))
                .isEqualTo("vtysh -c 'show ip bgp' \"it's\" ''");
        assertThat(host.paste(Command.of("vtysh").stdin("conf\nEOF\n".getBytes())))
                .isEqualTo("vtysh <<'EOF_'\nconf\nEOF\nEOF_");
        assertThat(host.paste(Command.of("A=b").stdin(new byte[] {0, 1})))
                .isEqualTo("'A=b' < input   # 2 bytes of binary input");
    }
}
