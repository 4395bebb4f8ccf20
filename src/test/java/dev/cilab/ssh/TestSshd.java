package dev.cilab.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real sshd on 127.0.0.1, in mount and PID namespaces of its own: the accounts, passwords and sudo rules below exist nowhere else, and
 * ending the one process ends everything.
 *
 * <p>Accounts: {@code free} (sudo without password), {@code asks} (sudo with password), {@code none} (no sudo); password {@code lab-pass}.
 */
public final class TestSshd implements AutoCloseable {

    public static final String PASSWORD = "lab-pass";
    private static final List<String> USERS = List.of("free", "asks", "none");

    private final Path dir;
    private final int port;
    private Process process;

    public TestSshd(Path dir) throws Exception {
        this(dir, "UsePAM no");
    }

    /** @param settings lines of sshd_config that win over the usual ones */
    TestSshd(Path dir, String... settings) throws Exception {
        this.dir = dir;
        this.port = freePort();
        keygen("host", "ed25519", "");
        keygen("id_ed25519", "ed25519", "");
        keygen("id_rsa", "rsa", "");
        keygen("locked", "ed25519", "opensesame");
        keygen("stranger", "ed25519", "");
        accounts();
        Files.writeString(dir.resolve("sshd_config"), """
                %s
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PasswordAuthentication yes
                KbdInteractiveAuthentication no
                UseDNS no
                StrictModes no
                PidFile none
                """.formatted(
                        String.join("\n", settings), port, dir.resolve("host"), dir.resolve("authorized_keys")));
        Files.writeString(
                dir.resolve("authorized_keys"), publicKey("id_ed25519") + publicKey("id_rsa") + publicKey("locked"));
        trust("host");
        start();
    }

    void start() throws Exception {
        String script = """
                cd %s && mount -t tmpfs none /run && mkdir /run/sshd && mount -t tmpfs none /home
                for u in %s; do mkdir /home/$u && chown $u /home/$u 2>/dev/null; done
                for f in passwd shadow group sudoers; do mount --bind $f /etc/$f || exit 1; done
                mount --bind pam /etc/pam.d/sshd || exit 1
                for u in %s; do chown $u /home/$u; done
                exec /usr/sbin/sshd -D -e -f sshd_config
                """.formatted(dir, String.join(" ", USERS), String.join(" ", USERS));
        process = new ProcessBuilder(
                        "unshare",
                        "-m",
                        "-p",
                        "--fork",
                        "--kill-child=KILL",
                        "--mount-proc",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        script)
                .redirectErrorStream(true)
                .start();
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); ; line = log.readLine()) {
            if (line == null) {
                throw new IOException("sshd did not start: " + said);
            }
            said.append(line).append('\n');
            if (line.contains("Server listening")) {
                break;
            }
        }
        Thread.startVirtualThread(() -> {
            try {
                log.transferTo(Writer.nullWriter());
            } catch (IOException ended) {
                // the server was ended while it was read
            }
        });
    }

    private void accounts() throws Exception {
        String hash = output("openssl", "passwd", "-6", PASSWORD).strip();
        StringBuilder passwd =
                new StringBuilder("root:x:0:0:root:/root:/bin/sh\nsshd:x:100:65534::/run/sshd:/usr/sbin/nologin\n"
                        + "tcpdump:x:101:65534::/nonexistent:/usr/sbin/nologin\n");
        StringBuilder shadow = new StringBuilder("root:*:19000:0:99999:7:::\nsshd:*:19000:0:99999:7:::\n");
        int uid = 4001;
        for (String user : USERS) {
            passwd.append("%s:x:%d:65534::/home/%s:/bin/sh\n".formatted(user, uid++, user));
            shadow.append("%s:%s:19000:0:99999:7:::\n".formatted(user, hash));
        }
        Files.writeString(dir.resolve("passwd"), passwd);
        Files.writeString(dir.resolve("shadow"), shadow);
        Files.writeString(dir.resolve("group"), "root:x:0:\nnogroup:x:65534:\nshadow:x:42:\n");
        Files.writeString(
                dir.resolve("pam"),
                "auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n");
        Path sudoers = dir.resolve("sudoers");
        Files.writeString(
                sudoers, "Defaults !lecture\nroot ALL=(ALL) ALL\nfree ALL=(ALL) NOPASSWD:ALL\nasks ALL=(ALL) ALL\n");
        run("chmod", "0440", sudoers.toString());
        run("chmod", "0755", dir.toString());
    }

    /** Makes known_hosts say that the host key is the named one. */
    public void trust(String key) throws IOException {
        Files.writeString(dir.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + publicKey(key));
    }

    public void hashKnownHosts() throws Exception {
        run("ssh-keygen", "-q", "-H", "-f", dir.resolve("known_hosts").toString());
    }

    public Path file(String name) {
        return dir.resolve(name);
    }

    public int port() {
        return port;
    }

    /** Configures the host {@code box}; the first of the given lines wins over the defaults that follow. */
    SshTarget target(String... lines) throws IOException {
        Path config = dir.resolve("ssh_config");
        boolean named = List.of(lines).stream().anyMatch(line -> line.startsWith("IdentityFile"));
        String identity = named ? "" : "IdentityFile " + dir.resolve("id_ed25519");
        Files.writeString(
                config, """
                Host box
                  %s
                  HostName 127.0.0.1
                  Port %d
                  User free
                  %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile none
                """.formatted(String.join("\n  ", lines), port, identity, dir.resolve("known_hosts")));
        return SshConfig.read(config, Map.of("HOME", dir.toString(), "USER", "me"))
                .target("box");
    }

    /** Ends the connections that are open now, but not the commands that run in them; the listener stays. */
    public void cut() throws Exception {
        signalConnections("KILL");
    }

    /** The connections stay open and say nothing more. */
    void freeze() throws Exception {
        signalConnections("STOP");
    }

    private void signalConnections(String signal) throws Exception {
        ProcessHandle listener = process.children().findFirst().orElseThrow();
        for (ProcessHandle connection : listener.children().toList()) {
            for (ProcessHandle part : connection.descendants().toList()) {
                if (program(part).equals("sshd")) {
                    run("kill", "-s", signal, String.valueOf(part.pid()));
                }
            }
            run("kill", "-s", signal, String.valueOf(connection.pid()));
        }
    }

    /** Sends a signal to the first process that runs the given program, as soon as there is one. */
    void signal(String program, String signal) throws Exception {
        for (boolean sent = false; !sent; ) {
            for (ProcessHandle part : process.descendants().toList()) {
                if (!sent && program(part).equals(program)) {
                    run("kill", "-s", signal, String.valueOf(part.pid()));
                    sent = true;
                }
            }
        }
    }

    private static String program(ProcessHandle process) {
        return process.info()
                .command()
                .map(path -> Path.of(path).getFileName().toString())
                .orElse("");
    }

    /** Processes of the server's PID namespace whose command line contains the text. */
    long running(String text) {
        return process.descendants()
                .filter(p -> p.info().commandLine().orElse("").contains(text))
                .count();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private String publicKey(String name) throws IOException {
        return Files.readString(dir.resolve(name + ".pub"));
    }

    private void keygen(String name, String type, String passphrase) throws Exception {
        run(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                name,
                "-f",
                dir.resolve(name).toString());
    }

    private static void run(String... argv) throws Exception {
        output(argv);
    }

    private static String output(String... argv) throws Exception {
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
