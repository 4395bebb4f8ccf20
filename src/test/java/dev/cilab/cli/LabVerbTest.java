package dev.cilab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.Golden;
import dev.cilab.lab.LabCatalog;
import dev.cilab.term.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Verbs that stand in a lab's file. */
class LabVerbTest {

    private static final String TOPOLOGY = """
            cilab: 1
            topology: pair
            segments: { lan: 172.18.0.0/16 }
            machines:
              a: { interfaces: { eth0: 172.18.0.2/16 } }
              b: { interfaces: { eth0: 172.18.0.3/16 } }
            clusters:
              west: { version: v1.33.2, podCidr: 10.0.0.0/16, serviceCidr: 10.2.0.0/16, nodes: [a] }
              east: { version: v1.33.2, podCidr: 10.1.0.0/16, serviceCidr: 10.3.0.0/16, nodes: [b] }
            """;

    private static final String LAB = """
            cilab: 1
            lab: pair
            title: Two clusters
            vars: { from: west, to: [east], all: ["${from}", "${to}"], force: false }
            steps:
            - id: join
              title: Join them
              do: [ { label: { cluster: "${all}", nodes: a, set: { joined: "${force}" } } } ]
            commands:
              connect:
                title: Join clusters
                args: { from: cluster, to: clusters }
                flags: { force: Even if they are joined already }
                examples: [west east]
                runs: [join]
              ca sync: { title: Share it, args: { all: clusters }, examples: [west east], runs: [join] }
              ca show: { title: Show it, args: [force], examples: ["true"], runs: [join] }
              leave: { title: Part them, args: { all: clusters }, examples: [west east], undoes: [join] }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void a_lab() throws IOException {
        Path lab = Files.createDirectories(folder.resolve("labs/pair"));
        Files.writeString(lab.resolve("topology.yaml"), TOPOLOGY);
        Files.writeString(lab.resolve("lab.yaml"), LAB);
    }

    @Test
    void are_commands_with_arguments_options_and_mistakes_of_their_own() {
        StringBuilder shown = new StringBuilder();
        for (List<String> words : List.of(
                List.of("connect", "west", "nort"),
                List.of("connect", "west", "eats"),
                List.of("connect", "west", "west"),
                List.of("connect", "west"),
                List.of("connect"),
                List.of("connect", "west", "east", "--forse"),
                List.of("connect", "west", "east", "--force"),
                List.of("ca", "sync", "west", "east"),
                List.of("ca", "sink", "west", "east"),
                List.of("leave", "west", "east"))) {
            shown.append(run(words));
        }
        Golden.check("cli/lab-verbs.txt", shown.toString());
    }

    private String run(List<String> words) {
        List<String> all = new ArrayList<>(List.of("pair"));
        all.addAll(words);
        all.addAll(List.of("--labs", "labs"));
        String[] args = all.toArray(String[]::new);
        return CommandRun.of(folder, args).shown(args);
    }

    @Test
    void have_a_help_page_made_of_the_file() {
        Entry entry = CommandTree.root(LabCatalog.in(folder.resolve("labs")))
                .child("pair")
                .orElseThrow()
                .child("connect")
                .orElseThrow();
        CommandLine line = new CommandLine(entry.command().orElseThrow().apply(new Invocation(Io.system(), "pair")));

        assertThat(line.getUsageMessage(CommandLine.Help.Ansi.OFF))
                .contains("Join clusters.")
                .contains("FROM", "TO...")
                .contains("--force", "Even if they are joined already")
                .contains("cilab pair connect west east");
    }
}
