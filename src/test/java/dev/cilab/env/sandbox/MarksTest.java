package dev.cilab.env.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {

    @TempDir
    Path proc;

    @Test
    void processes_are_found_by_their_topology_and_not_by_one_whose_name_begins_alike() throws IOException {
        process(11, 'S', "java", Launcher.DAEMON, "cilab:0a1b2c:mesh");
        process(12, 'S', "cilab:0a1b2c:mesh:west-worker", "infinity");
        process(13, 'S', "cilab:0a1b2c:mesh4:c1-n0", "infinity");
        process(14, 'S', "cilab:ffffff:mesh:west-worker", "infinity");
        process(15, 'S', "grep", "cilab:0a1b2c:mesh");

        assertThat(new Marks(proc, "0a1b2c", "mesh").find())
                .extracting(Marks.Marked::pid)
                .containsExactlyInAnyOrder(11L, 12L);
        assertThat(new Marks(proc, "0a1b2c", "").find())
                .extracting(Marks.Marked::topology)
                .containsExactlyInAnyOrder("mesh", "mesh", "mesh4");
    }

    @Test
    void a_process_that_nobody_has_waited_for_has_ended() throws IOException {
        Marks marks = new Marks(proc, "0a1b2c", "mesh");
        process(11, 'S', "cilab:0a1b2c:mesh:west-worker", "infinity");
        Marks.Marked found = marks.find().getFirst();
        assertThat(marks.runs(found)).isTrue();

        process(11, 'Z');
        assertThat(marks.runs(found)).isFalse();

        Files.delete(proc.resolve("11/stat"));
        assertThat(marks.runs(found)).isFalse();
    }

    private void process(long pid, char state, String... argv) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        Files.writeString(folder.resolve("cmdline"), String.join("\0", argv));
        Files.writeString(folder.resolve("stat"), pid + " (a name) of its own) " + state + " 1 11 11 0");
    }
}
