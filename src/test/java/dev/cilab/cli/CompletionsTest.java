package dev.cilab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {

    private static final Path FOLDER = Path.of("completions");

    private final Completions completions = new Completions(HelpWriter.tree().getCommandSpec());

    @Test
    void the_scripts_in_the_repository_are_what_the_command_tree_says_now() throws IOException {
        same("cilab.bash", completions.bash());
        same("_cilab", completions.zsh());
        same("cilab.fish", completions.fish());
    }

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        assertThat(bash("cilab", "bg")).containsExactly("bgp");
        assertThat(bash("cilab", "bgp", "routes", "")).containsExactly("available", "advertised");
        assertThat(bash("cilab", "ssh", "k8s-w")).containsExactlyInAnyOrder("k8s-w0", "k8s-w1");
        assertThat(bash("cilab", "bgp", "up", "--dry")).containsExactly("--dry-run");
        assertThat(bash("cilab", "bgp", "up", "--env", "")).containsExactly("sandbox", "kind", "vagrant");
        assertThat(bash("cilab", "exec", "router", "--", "i")).isEmpty();
        assertThat(bash("cilab", "bgp", "up", "--to", "peer")).containsExactly("peering");
        assertThat(bash("cilab", "bgp", "explain", "static")).containsExactly("static-routes");
        assertThat(bash("cilab", "bgp", "peers", "-o", "j")).containsExactly("json", "jsonl");
    }

    /** In the shell itself, where it is installed: a word that its own functions do not take is told as an error only there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
            cilab bg                    | bgp
            cilab bgp routes avail      | available
            cilab ssh k8s-w             | k8s-w0 k8s-w1
            cilab bgp up --dry          | --dry-run
            cilab bgp up --env k        | kind
            cilab bgp up --to peer      | peering
            cilab --env kind bgp che    | check
            """)
    void fish_completes_the_same_without_a_complaint(String line, String words, @TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "there is no fish on this machine");
        Path script = Files.writeString(folder.resolve("cilab.fish"), completions.fish());
        ProcessBuilder builder = new ProcessBuilder(
                "/usr/bin/fish", "--no-config", "-c", "source " + script + "; complete -C '" + line + "'");
        builder.environment().put("HOME", folder.toString());
        Process fish = builder.redirectErrorStream(true).start();
        fish.getOutputStream().close();
        String said = new String(fish.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(fish.waitFor()).as(said).isZero();
        assertThat(said.lines()).containsExactlyInAnyOrder(words.split(" "));
    }

    private static void same(String name, String script) throws IOException {
        Path file = FOLDER.resolve(name);
        if (System.getProperty("golden.write") != null) {
            Files.writeString(file, script);
        }
        assertThat(script).as(name).isEqualTo(Files.readString(file));
    }

    private List<String> bash(String... words) throws Exception {
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            quoted.add("'" + word + "'");
        }
        String script = completions.bash() + "\nCOMP_WORDS=(" + String.join(" ", quoted) + ")\nCOMP_CWORD="
                + (words.length - 1) + "\n_cilab\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
        Process bash = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.lines().filter(line -> !line.isBlank()).toList();
    }
}
