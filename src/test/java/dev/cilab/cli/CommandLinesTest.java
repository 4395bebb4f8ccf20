package dev.cilab.cli;

import dev.cilab.CommandRun;
import dev.cilab.Golden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user gets back for what cannot be right: whole outputs as golden files. */
class CommandLinesTest {

    @TempDir
    private Path state;

    private String shown(String... args) {
        return CommandRun.of(state, args).shown(args).replace(state.toString(), "STATE");
    }

    @Test
    void wrong_words_get_a_suggestion_and_exit_code_2() {
        StringBuilder all = new StringBuilder();
        for (List<String> args : List.of(
                List.of("bpg", "up"),
                List.of("bgp", "upp"),
                List.of("bgp", "up", "--dryrun"),
                List.of("bgp", "up", "--to"),
                List.of("bgp", "up", "--to", "peerings"),
                List.of("bgp", "up", "--env", "cloud"),
                List.of("bgp", "up", "--set", "frrMehtod=file"),
                List.of("bgp", "explain", "nothing"),
                List.of("bgp", "steps", "-o", "xml"),
                List.of("ssh"),
                List.of("ssh", "rooter"),
                List.of("routes", "nowhere", "--lab", "nolab"),
                List.of("--verbose"))) {
            all.append(shown(args.toArray(String[]::new))).append('\n');
        }
        Golden.check("cli/usage-errors.txt", all.toString());
    }

    @Test
    void commands_that_need_a_lab_say_how_to_get_one() {
        StringBuilder all = new StringBuilder();
        for (List<String> args : List.of(
                List.of("bgp", "status"),
                List.of("bgp", "peers"),
                List.of("frr", "summary"),
                List.of("routes"),
                List.of("exec", "router", "--", "true"),
                List.of("kubeconfig", "bgp"),
                List.of("env", "export", "bgp"),
                List.of("bgp", "check"),
                List.of("bgp", "down"),
                List.of("doctor", "--leaks"))) {
            all.append(shown(args.toArray(String[]::new))).append('\n');
        }
        Golden.check("cli/not-up.txt", all.toString());
    }

    @Test
    void a_lab_can_be_read_without_any_machine() {
        Golden.check(
                "cli/labs.txt",
                shown("labs") + "\n" + shown("bgp", "steps") + "\n" + shown("bgp", "explain", "peering"));
    }

    @Test
    void mistakes_in_a_lab_file_are_shown_where_they_are() throws Exception {
        Path lab = Files.createDirectories(state.resolve("labs/mine"));
        Files.writeString(lab.resolve("topology.yaml"), "cilab: 1\ntopology: mine\nmachines: []\n");
        Files.writeString(
                lab.resolve("lab.yaml"),
                "cilab: 1\nlab: mine\ntitel: Mine\nsteps:\n- id: one\n  title: One\n  chek: []\n");

        Golden.check(
                "cli/lab-mistakes.txt",
                shown("mine", "steps", "--labs", "STATE/labs".replace("STATE", state.toString())));
    }

    @Test
    void what_the_environments_are_made_of() {
        Golden.check("cli/env.txt", shown("env"));
    }
}
