package dev.cilab.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtWorkTest {

    @TempDir
    Path folder;

    @Test
    void who_still_runs_has_not_died() {
        AtWork work = new AtWork(folder, "uid_kube-system_cilium");
        work.begin();

        assertThat(work.died()).isFalse();
    }

    @Test
    void who_runs_no_more_and_did_not_end_has_died() throws IOException, InterruptedException {
        AtWork work = new AtWork(folder, "uid_kube-system_cilium");
        work.begin();
        Process other = new ProcessBuilder("true").start();
        other.waitFor();
        try (var files = Files.list(folder)) {
            Files.writeString(files.findFirst().orElseThrow(), String.valueOf(other.pid()));
        }

        assertThat(work.died()).isTrue();
        assertThat(new AtWork(folder, "another_kube-system_cilium").died()).isFalse();
    }

    @Test
    void who_has_ended_left_nothing() throws IOException {
        AtWork work = new AtWork(folder, "uid_kube-system_cilium");
        work.begin();
        work.end();
        work.end();

        assertThat(work.died()).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).isEqualTo(List.of());
        }
    }

    @Test
    void what_cannot_be_read_tells_of_no_death() throws IOException {
        AtWork work = new AtWork(folder, "uid");
        Files.writeString(folder.resolve("uid"), "not a number");

        assertThat(work.died()).isFalse();
    }
}
