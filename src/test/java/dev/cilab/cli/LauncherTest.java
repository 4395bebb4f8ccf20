package dev.cilab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script that starts cilab prints the same help as the program would. */
class LauncherTest {

    @TempDir
    private Path share;

    @BeforeEach
    void install() throws IOException {
        Path java = share.resolve("java");
        Files.writeString(java, "#!/bin/sh\nshift 2\necho \"java $*\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                share.resolve("cilab"),
                Files.readString(Path.of("src/main/launcher/cilab"))
                        .replace("@SHARE@", share.toString())
                        .replace("@JAVA@", java.toString()));
        Path help = Files.createDirectory(share.resolve("help"));
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(Path.of("target/classes/help"))) {
            for (Path page : pages) {
                Files.copy(page, help.resolve(page.getFileName()));
            }
        }
    }

    @Test
    void a_page_is_the_programs_own() throws Unreachable {
        List<List<String>> cases = List.of(
                List.of(),
                List.of("--help"),
                List.of("-h"),
                List.of("help"),
                List.of("bgp"),
                List.of("bgp", "--help"),
                List.of("bgp", "up", "--help"),
                List.of("help", "bgp", "up"),
                List.of("bgp", "up", "-h", "--to", "peering"),
                List.of("ssh", "router", "--help"),
                List.of("-o", "json", "bgp", "peers", "--help"));
        for (List<String> words : cases) {
            String expected = HelpPages.asked(words.toArray(String[]::new), false)
                    .orElse("java " + String.join(" ", words) + "\n");
            assertThat(run(words)).as(String.join(" ", words)).isEqualTo(expected);
        }
    }

    @Test
    void everything_else_is_the_programs() throws Unreachable {
        assertThat(run(List.of("bgp", "up"))).isEqualTo("java bgp up\n");
        assertThat(run(List.of("exec", "router", "--", "ls", "--help"))).isEqualTo("java exec router -- ls --help\n");
        assertThat(run(List.of("nonsense", "--help"))).isEqualTo("java nonsense --help\n");
    }

    private String run(List<String> words) throws Unreachable {
        List<String> argv = new ArrayList<>(List.of("sh", share.resolve("cilab").toString()));
        argv.addAll(words);
        Result result = new LocalHost().run(Command.of(argv));
        assertThat(result.stderr()).isEmpty();
        return result.stdout();
    }
}
