package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.ssh.TestSshd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** cilab as a process at a real (pseudo) terminal, asking for the password of a real sshd's account. */
@Tag("sandbox")
@Timeout(120)
class PromptTest {

    private static final String ASKS = "Password of asks: ";

    private static TestSshd sshd;

    @TempDir
    private static Path servers;

    @TempDir
    private Path home;

    /** What the terminal showed, and how cilab ended. */
    private record Talk(String shown, int exit) {}

    @BeforeAll
    static void startServer() throws Exception {
        sshd = new TestSshd(servers);
    }

    @AfterAll
    static void stopServer() throws Exception {
        sshd.close();
    }

    @BeforeEach
    void anInventoryThatAsks() throws IOException {
        Files.writeString(home.resolve("inventory.yaml"), """
                cilab: 1
                ssh: { user: asks, password: prompt, hostKeys: accept-new, port: %d }
                nodes:
                  box: { host: 127.0.0.1, proxyCommand: busybox nc %%h %%p }
                clusters: {}
                """.formatted(sshd.port()));
        Path lab = Files.createDirectories(home.resolve("labs/mini"));
        Files.writeString(lab.resolve("topology.yaml"), """
                cilab: 1
                topology: mini
                segments: { lan: 192.168.10.0/24 }
                machines:
                  box: { roles: [router], interfaces: { eth1: 192.168.10.1/24 } }
                """);
        Files.writeString(lab.resolve("lab.yaml"), "cilab: 1\nlab: mini\ntitle: One machine\nsteps: []\n");
    }

    @Test
    void the_right_password_logs_in_and_serves_sudo_and_is_not_shown() throws Exception {
        Talk talk = typing(TestSshd.PASSWORD + "\n");

        assertThat(talk.exit()).as(talk.shown()).isZero();
        assertThat(talk.shown()).containsOnlyOnce(ASKS).endsWith("root\r\n").doesNotContain(TestSshd.PASSWORD);
    }

    @Test
    void a_wrong_one_is_said_and_the_right_one_works_then() throws Exception {
        Talk wrong = typing("wrong-pass\n");

        assertThat(wrong.exit()).as(wrong.shown()).isEqualTo(3);
        assertThat(wrong.shown())
                .contains("does not let asks in (password refused")
                .doesNotContain("wrong-pass");
        assertThat(typing(TestSshd.PASSWORD + "\n").exit()).isZero();
    }

    @Test
    void ctrl_c_ends_it_as_an_interrupt() throws Exception {
        Talk talk = typing("\003");

        assertThat(talk.exit()).as(talk.shown()).isEqualTo(130);
        assertThat(talk.shown()).contains("interrupted").doesNotContain("no terminal", "cannot be asked");
    }

    @Test
    void ctrl_d_is_no_password() throws Exception {
        Talk talk = typing("\004");

        assertThat(talk.exit()).as(talk.shown()).isEqualTo(3);
        assertThat(talk.shown()).contains("its password was not given.").doesNotContain("no terminal");
    }

    /** The terminal, after all of this, shows again what is typed. */
    @Test
    void the_terminal_is_left_as_it_was() throws Exception {
        for (String keys : List.of("\003", "\004", TestSshd.PASSWORD + "\n")) {
            // an interrupt is meant for cilab; the shell that looks afterwards is to live on
            assertThat(typing("trap : INT; ", keys, "; stty -a").shown()).containsPattern("[^-]echo\\b");
        }
    }

    /** The terminal sends it to the ProxyCommand as well. */
    @Test
    void ctrl_c_ends_a_capture_and_not_the_connection() throws Exception {
        Talk talk = talk(
                "",
                "capture OPTIONS --lab mini box -i lo -w '%s'".formatted(home.resolve("lo.pcap")),
                List.of(new Turn(ASKS, TestSshd.PASSWORD + "\n"), new Turn("capturing on ", "\003")),
                "");

        assertThat(talk.exit()).as(talk.shown()).isZero();
        assertThat(talk.shown()).containsPattern("box lo: \\d+ packets?\r\n").doesNotContain("cut");
    }

    /** What is shown before something is typed. */
    private record Turn(String shown, String typed) {}

    private Talk typing(String keys) throws Exception {
        return typing("", keys, "");
    }

    private Talk typing(String before, String keys, String then) throws Exception {
        return talk(before, "mini exec OPTIONS box --root -- whoami", List.of(new Turn(ASKS, keys)), then);
    }

    private Talk talk(String before, String command, List<Turn> turns, String then) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        // with nothing to do afterwards the shell goes, so that the exit code is cilab's, not that of a shell that the
        // interrupt met
        String line = (then.isEmpty() ? "exec " : "")
                + "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.cilab.Main %s"
                        .formatted(
                                java,
                                System.getProperty("java.class.path"),
                                command.replace(
                                        "OPTIONS",
                                        "--labs '" + home.resolve("labs") + "' --env '" + home.resolve("inventory.yaml")
                                                + "'"));
        ProcessBuilder builder = new ProcessBuilder("script", "-q", "-e", "-c", before + line + then, "/dev/null");
        builder.environment().put("CILAB_STATE", home.resolve("state").toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TERM", "dumb");
        builder.environment().put("SHELL", "/bin/sh"); // script's: what the user has differs
        Process process = builder.redirectErrorStream(true).start();
        StringBuilder shown = new StringBuilder();
        try (OutputStream in = process.getOutputStream()) {
            byte[] buffer = new byte[4096];
            Deque<Turn> left = new ArrayDeque<>(turns);
            for (int n = process.getInputStream().read(buffer);
                    n >= 0;
                    n = process.getInputStream().read(buffer)) {
                shown.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (!left.isEmpty() && shown.indexOf(left.getFirst().shown()) >= 0) {
                    in.write(left.removeFirst().typed().getBytes(StandardCharsets.US_ASCII));
                    in.flush();
                }
            }
        }
        return new Talk(shown.toString(), process.waitFor());
    }
}
