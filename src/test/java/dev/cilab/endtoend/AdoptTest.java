package dev.cilab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.Golden;
import dev.cilab.kube.TinyApiServer;
import dev.cilab.ssh.TestSshd;
import dev.cilab.term.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that others made, adopted and used as a lab: one with a password, one behind a ProxyCommand, both a real sshd. */
@Tag("sandbox")
@Timeout(60)
class AdoptTest {

    private static final String UID = "6ec1a9d2-0f1e-4f5b-9a60-3f1f6f0c9d10";
    private static final Screen TERMINAL = new Screen(true, false, false, 100);
    private static final String LOGIN = """
            cilab: 1
            ssh: { user: asks, password: $LAB_PASSWORD, hostKeys: strict }
            nodes:
              box: { host: 127.0.0.1, port: %PORT }
              far: { host: 127.0.0.1, port: %PORT, user: free, proxyCommand: busybox nc %h %p }
            clusters:
              mini: { context: lab, kubeconfig: kubeconfig }
            """;

    private static TestSshd sshd;

    @TempDir
    private static Path servers;

    @TempDir
    private Path home;

    private TinyApiServer api;

    @BeforeAll
    static void startServer() throws Exception {
        sshd = new TestSshd(servers);
    }

    @AfterAll
    static void stopServer() throws Exception {
        sshd.close();
    }

    @BeforeEach
    void aHomeThatKnowsTheServer() throws IOException {
        api = cluster(UID);
        sshd.trust("host");
        Files.createDirectories(home.resolve(".ssh"));
        Files.copy(sshd.file("known_hosts"), home.resolve(".ssh/known_hosts"));
        inventory(LOGIN);
        Path lab = Files.createDirectories(home.resolve("labs/mini"));
        Files.writeString(lab.resolve("topology.yaml"), """
                cilab: 1
                topology: mini
                segments: { lan: 192.168.10.0/24 }
                machines:
                  box: { roles: [worker], interfaces: { eth1: 192.168.10.1/24 } }
                  far: { roles: [router], interfaces: { eth1: 192.168.10.2/24 } }
                clusters:
                  mini: { version: v1.33.2, podCidr: 172.20.0.0/16, serviceCidr: 10.96.0.0/16, nodes: [box] }
                """);
        Files.writeString(lab.resolve("lab.yaml"), """
                cilab: 1
                lab: mini
                title: Two machines
                waits: { soon: 2s }
                steps:
                - id: mark
                  title: Leave a mark on every machine
                  do:
                  - exec: { nodes: [box, far], run: "touch mark", unless: "test -e mark" }
                  check:
                  - name: the mark is there, and root can read it
                    command: { on: [box, far], root: true, run: "ls mark && id -un", exit: 0 }
                    that: outputs.all(o, o.stdout.contains('root'))
                    eventually: soon
                  undo:
                  - exec: { nodes: [box, far], run: "rm -f mark" }
                """);
    }

    @AfterEach
    void stopCluster() {
        api.close();
    }

    @Test
    void a_lab_runs_on_machines_that_were_adopted() {
        CommandRun adopted = typing("lab\n", "adopt", "home", "--inventory", "inventory.yaml");
        assertThat(adopted.exit()).as(adopted.err()).isZero();

        CommandRun up = cilab("mini", "up", "--env", "home");
        assertThat(up.exit()).as(up.err()).isZero();
        assertThat(up.err()).contains("done     run touch mark on box, far").contains("step mark: ok");
        assertThat(cilab("mini", "up", "--env", "home").err()).contains(", 0 changed, ");
        assertThat(cilab("mini", "exec", "far", "--env", "home", "--", "whoami").out())
                .isEqualTo("free\n");
        assertThat(cilab("mini", "exec", "box", "--env", "home", "--root", "--", "whoami")
                        .out())
                .isEqualTo("root\n");

        CommandRun down = cilab("mini", "down", "--env", "home");
        assertThat(down.exit()).as(down.err()).isZero();
        assertThat(cilab("mini", "check", "--env", "home").exit()).isEqualTo(1);
        assertThat(api.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void adopting_is_listed_and_can_be_ended() {
        assertThat(cilab("adopt", "home", "--inventory", "inventory.yaml", "--confirm", "lab")
                        .exit())
                .isZero();
        assertThat(cilab("adopt", "--list").out()).contains("home", "mini", "inventory.yaml");
        assertThat(cilab("adopt", "--list", "-o", "json").out()).contains(UID);

        assertThat(cilab("adopt", "home", "--forget").exit()).isZero();
        assertThat(cilab("adopt", "--list", "-o", "json").out()).doesNotContain(UID);
        assertThat(cilab("mini", "up", "--env", "home").exit()).isEqualTo(2);
        assertThat(cilab("adopt", "home", "--forget").exit()).isEqualTo(2);
    }

    @Test
    void nothing_is_adopted_without_the_right_word() {
        assertThat(typing("yes\n", "adopt", "home", "--inventory", "inventory.yaml")
                        .exit())
                .isEqualTo(5);
        assertThat(typing("", "adopt", "home", "--inventory", "inventory.yaml").exit())
                .isEqualTo(5);
        assertThat(cilab("adopt", "home", "--inventory", "inventory.yaml").exit())
                .isEqualTo(5);
        assertThat(cilab("adopt", "home", "--inventory", "inventory.yaml", "--confirm", "other")
                        .exit())
                .isEqualTo(5);
        assertThat(cilab("adopt", "--list").out()).doesNotContain("home");
    }

    @Test
    void machines_may_be_looked_at_without_adopting_but_not_changed() {
        CommandRun look = cilab("mini", "exec", "far", "--env", "./inventory.yaml", "--", "whoami");
        CommandRun up = cilab("mini", "up", "--env", "./inventory.yaml");

        assertThat(look.out()).isEqualTo("free\n");
        assertThat(up.exit()).as(up.err()).isEqualTo(5);
        assertThat(up.err()).contains("nothing was changed", "it was not adopted", "cilab adopt --help");
        assertThat(cilab("mini", "exec", "box", "--env", "./inventory.yaml", "--", "ls")
                        .out())
                .isEmpty();
    }

    @Test
    void a_new_host_key_is_kept_where_the_inventory_takes_it() throws IOException {
        Files.delete(home.resolve(".ssh/known_hosts"));
        inventory(LOGIN.replace("strict", "accept-new"));
        assertThat(cilab("adopt", "home", "--inventory", "inventory.yaml", "--confirm", "lab")
                        .exit())
                .isZero();

        assertThat(home.resolve("adopted/home/known_hosts")).content().contains("ssh-ed25519");
        Files.writeString(
                home.resolve("adopted/home/known_hosts"),
                Files.readString(sshd.file("known_hosts")).replaceFirst("ssh-ed25519 .*", strangersKey()));
        assertThat(cilab("mini", "exec", "box", "--env", "home", "--", "whoami").err())
                .contains("has changed");
    }

    @Test
    void who_does_not_answer_is_told() throws IOException {
        StringBuilder told = new StringBuilder();
        told.append(refused("a wrong password", LOGIN, Map.of("LAB_PASSWORD", "wrong")));
        told.append(refused("no password", LOGIN, Map.of("LAB_PASSWORD", "")));
        told.append(refused("a password to be asked for", LOGIN.replace("$LAB_PASSWORD", "prompt"), Map.of()));
        told.append(refused("nobody listens", LOGIN.replace("port: %PORT }", "port: 1 }"), Map.of()));
        told.append(refused("the way is closed", LOGIN.replace("busybox nc %h %p", "false"), Map.of()));
        told.append(refused(
                "a key that may not be read",
                LOGIN.replace("password: $LAB_PASSWORD", "key: /nowhere/id_ed25519"),
                Map.of()));
        told.append(refused("no such context", LOGIN.replace("context: lab", "context: work"), Map.of()));
        told.append(refused("no kubeconfig", LOGIN.replace("kubeconfig: kubeconfig", "kubeconfig: gone"), Map.of()));
        Files.delete(home.resolve(".ssh/known_hosts"));
        told.append(refused("an unknown host key", LOGIN, Map.of()));
        Files.writeString(
                home.resolve(".ssh/known_hosts"),
                Files.readString(sshd.file("known_hosts")).replaceFirst("ssh-ed25519 .*", strangersKey()));
        told.append(refused("a changed host key", LOGIN, Map.of()));

        Golden.check("cli/adopt-faults.txt", told.toString());
    }

    @Test
    void an_expired_token_is_told() throws IOException {
        api.on("GET /api/v1/namespaces/kube-system", 401, "{\"kind\":\"Status\",\"code\":401}")
                .on("GET /api/v1/nodes", 401, "{\"kind\":\"Status\",\"code\":401}");

        CommandRun adopt = cilab("adopt", "home", "--inventory", "inventory.yaml", "--confirm", "lab");

        assertThat(adopt.exit()).isEqualTo(4);
        assertThat(adopt.err()).contains("(401)", "expired");
    }

    @Test
    void mistakes_in_an_inventory_are_shown_where_they_stand() throws IOException {
        inventory("""
                cilab: 1
                ssh: { user: vagrant, password: vagrant, hostKeys: sometimes }
                nodes:
                  box: { hots: 127.0.0.1, port: 70000 }
                cluster: { mini: lab }
                """);

        CommandRun run = cilab("adopt", "home", "--inventory", "inventory.yaml", "--confirm", "lab");

        assertThat(run.exit()).isEqualTo(6);
        Golden.check("cli/inventory-mistakes.txt", run.err().replace(home + "/", ""));
    }

    private String refused(String title, String inventory, Map<String, String> variables) throws IOException {
        inventory(inventory);
        Map<String, String> all =
                variables.containsKey("LAB_PASSWORD") ? variables : Map.of("LAB_PASSWORD", TestSshd.PASSWORD);
        CommandRun run = CommandRun.of(
                home, all, "", Screen.NONE, "adopt", "home", "--inventory", "inventory.yaml", "--confirm", "lab");
        assertThat(run.exit()).as(run.err()).isEqualTo(4);
        assertThat(run.err().lines().count()).as(run.err()).isLessThanOrEqualTo(6);
        assertThat(home.resolve("adopted/home/inventory")).doesNotExist();
        return "# " + title + "\n"
                + run.err()
                        .replaceAll("looked-at/[0-9a-f]+", "looked-at/ID")
                        .replace(home.toString(), "~")
                        .replace(String.valueOf(sshd.port()), "PORT")
                        .replaceAll("SHA256:\\S+", "SHA256:…")
                + "\n";
    }

    private static String strangersKey() throws IOException {
        return Files.readString(sshd.file("stranger.pub")).strip();
    }

    private static TinyApiServer cluster(String uid) throws IOException {
        return new TinyApiServer()
                .on("GET /version", 200, "{\"gitVersion\":\"v1.33.2\"}")
                .on(
                        "GET /api/v1/namespaces/kube-system",
                        200,
                        "{\"kind\":\"Namespace\",\"metadata\":{\"uid\":\"" + uid + "\"}}")
                .on("GET /api/v1", 200, """
                        {"kind":"APIResourceList","groupVersion":"v1","resources":[
                         {"name":"nodes","singularName":"node","kind":"Node","namespaced":false}]}""")
                .on("GET /api/v1/nodes", 200, """
                        {"kind":"NodeList","metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"box"}}]}""");
    }

    private void inventory(String text) throws IOException {
        api.kubeconfig(home);
        Files.writeString(home.resolve("inventory.yaml"), text.replace("%PORT", String.valueOf(sshd.port())));
    }

    private CommandRun cilab(String... args) {
        return run("", Screen.NONE, args);
    }

    private CommandRun typing(String words, String... args) {
        return run(words, TERMINAL, args);
    }

    private CommandRun run(String typed, Screen terminal, String... args) {
        Map<String, String> variables = Map.of("LAB_PASSWORD", TestSshd.PASSWORD);
        boolean lab = args[0].equals("mini");
        String[] all = args;
        if (lab) {
            all = new String[args.length + 2];
            all[0] = "--labs";
            all[1] = home.resolve("labs").toString();
            System.arraycopy(args, 0, all, 2, args.length);
        }
        return CommandRun.of(home, variables, typed, terminal, all);
    }
}
