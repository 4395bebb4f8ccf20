package dev.cilab.sandbox.cluster.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.PodStreams.LogOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogTest {

    private static final LogOptions ALL = new LogOptions(false, -1, -1, false, false);

    @TempDir
    Path folder;

    private ContainerLog log;

    @BeforeEach
    void open() {
        log = new ContainerLog(folder, 0);
    }

    @Test
    void readsAllOrTheLastLines() throws IOException {
        log.line("one");
        log.line("two");
        log.line("three");
        assertThat(read(ALL)).isEqualTo("one\ntwo\nthree\n");
        assertThat(read(new LogOptions(false, 2, -1, false, false))).isEqualTo("two\nthree\n");
        assertThat(read(new LogOptions(false, 0, -1, false, false))).isEmpty();
    }

    @Test
    void timestampsStandBeforeTheLines() throws IOException {
        log.line("one");
        assertThat(read(new LogOptions(false, -1, -1, true, false))).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z one\n");
    }

    @Test
    void followsUntilTheContainerEnds() throws IOException {
        log.line("before");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(log.read(new LogOptions(true, -1, -1, false, false)), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("before");
            log.line("after");
            assertThat(lines.readLine()).isEqualTo("after");
            log.close();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void aFollowerThatGoesAwayIsForgotten() throws IOException {
        InputStream follower = log.read(new LogOptions(true, -1, -1, false, false));
        follower.close();
        assertThat(follower.read()).isEqualTo(-1);
        log.line("to nobody");
        assertThat(read(ALL)).isEqualTo("to nobody\n");
    }

    @Test
    void keepsNoMoreThanTwoFiles() throws IOException {
        String line = "x".repeat(1 << 16);
        for (int i = 0; i < 60; i++) {
            log.line(i + line);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(2 * (1 << 20) + 1);
        }
        assertThat(read(new LogOptions(false, 1, -1, false, false))).startsWith("59x");
    }

    private String read(LogOptions options) throws IOException {
        try (InputStream input = log.read(options)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
