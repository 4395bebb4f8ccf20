package dev.cilab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {

    @TempDir
    private Path state;

    @Test
    void the_packed_pages_are_what_picocli_renders_now() {
        for (Map.Entry<List<String>, String> page : HelpWriter.pages().entrySet()) {
            assertThat(HelpPages.page(page.getKey(), true))
                    .as(String.join(" ", page.getKey()))
                    .contains(page.getValue());
        }
    }

    @Test
    void the_reference_holds_every_page() throws IOException {
        StringBuilder reference =
                new StringBuilder("# Commands\n\nEvery page as `--help` prints it; written by the build.\n");
        for (List<String> path : HelpWriter.pages().keySet()) {
            String title = ("cilab " + String.join(" ", path)).strip();
            String page = HelpPages.page(path, false).orElseThrow();
            reference
                    .append("\n## ")
                    .append(title)
                    .append("\n\n```\n")
                    .append(page)
                    .append("```\n");
        }
        Path file = Path.of("src/docs/reference/commands.md");
        if (System.getProperty("golden.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, reference);
        }
        assertThat(reference.toString()).isEqualTo(Files.readString(file));
    }

    @Test
    void plain_pages_carry_no_escape_sequences() {
        for (List<String> path : HelpWriter.pages().keySet()) {
            assertThat(HelpPages.page(path, false).orElseThrow())
                    .as(String.join(" ", path))
                    .doesNotContain("\u001B");
        }
    }

    @Test
    void every_command_teaches_with_examples() {
        HelpWriter.pages().forEach((path, page) -> {
            boolean group = page.contains("Commands:");
            if (!group) {
                assertThat(page)
                        .as(String.join(" ", path))
                        .contains("Examples:")
                        .contains("cilab " + String.join(" ", path));
            }
        });
    }

    @Test
    void help_is_found_wherever_it_is_asked_for() {
        String page = HelpPages.page(List.of("bgp", "up"), false).orElseThrow();

        for (List<String> words : List.of(
                List.of("bgp", "up", "--help"),
                List.of("bgp", "up", "-h"),
                List.of("help", "bgp", "up"),
                List.of("bgp", "--help", "up"))) {
            CommandRun run = CommandRun.of(state, words.toArray(String[]::new));
            assertThat(run.exit()).isZero();
            assertThat(run.out()).as(words.toString()).isEqualTo(page);
        }
    }

    @Test
    void help_behind_two_dashes_belongs_to_the_command_that_is_run() {
        assertThat(HelpPages.asked(new String[] {"exec", "router", "--", "ip", "--help"}, false))
                .isEmpty();
    }

    @Test
    void a_group_alone_prints_its_page() {
        CommandRun run = CommandRun.of(state, "frr");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(HelpPages.page(List.of("frr"), false).orElseThrow());
    }
}
