package dev.cilab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
