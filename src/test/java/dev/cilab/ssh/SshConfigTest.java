package dev.cilab.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConfigTest {

    @TempDir
    private Path home;

    @Test
    void theFirstValueWinsAndIdentityFilesAddUp() throws Exception {
        SshTarget target = read("""
                Host router
                  User vagrant
                  Port = 2222
                  IdentityFile ~/one
                Host *
                  User other
                  HostName "10.0.0.1"
                  IdentityFile %d/two-%r
                """).target("router");

        assertThat(target.user()).isEqualTo("vagrant");
        assertThat(target.port()).isEqualTo(2222);
        assertThat(target.host()).isEqualTo("10.0.0.1");
        assertThat(target.identityFiles()).containsExactly(home.resolve("one"), home.resolve("two-vagrant"));
        assertThat(target.sshCommand())
                .containsExactly("ssh", "-F", home.resolve("config").toString(), "router");
    }

    @Test
    void patternsMatchAndExclude() throws Exception {
        SshConfig config = read("""
                Host k8s-* !k8s-w0 ctr?
                  User lab
                Match originalhost special
                  User matched
                Match exec "true"
                  User never
                Match all
                  User everyone
                """);

        assertThat(config.target("k8s-w1").user()).isEqualTo("lab");
        assertThat(config.target("K8S-W1").user()).isEqualTo("lab");
        assertThat(config.target("ctr1").user()).isEqualTo("lab");
        assertThat(config.target("k8s-w0").user()).isEqualTo("everyone");
        assertThat(config.target("special").user()).isEqualTo("matched");
    }

    @Test
    void tokensOfAProxyCommandAreReplaced() throws Exception {
        SshTarget target = read("""
                Host w
                  HostName worker.lab
                  Port 2200
                  User u
                  ProxyCommand run %n %h:%p as %r at 100%%
                """).target("w");

        assertThat(target.proxyCommand()).contains("run w worker.lab:2200 as u at 100%");
    }

    @Test
    void jumpsAreTargetsOfTheirOwn() throws Exception {
        SshTarget target = read("""
                Host inner
                  ProxyJump first,me@second:2022
                Host second
                  HostName 192.0.2.2
                """).target("inner");

        SshTarget second = target.jump().orElseThrow();
        assertThat(second.describe()).isEqualTo("me@192.0.2.2:2022");
        assertThat(second.jump().orElseThrow().alias()).isEqualTo("first");
    }

    @Test
    void includesStandInTheirPlace() throws Exception {
        Files.createDirectories(home.resolve(".ssh/conf.d"));
        Files.writeString(home.resolve(".ssh/conf.d/a.conf"), "Host router\n  User included\n");
        Files.writeString(home.resolve(".ssh/conf.d/ignored.txt"), "Host router\n  User wrong\n");

        assertThat(read("Include conf.d/*.conf\nHost *\n  User last\n")
                        .target("router")
                        .user())
                .isEqualTo("included");
    }

    @Test
    void whatVagrantWritesIsUnderstood() throws Exception {
        SshTarget target = read("""
                Host router
                  HostName 127.0.0.1
                  User vagrant
                  Port 60003
                  UserKnownHostsFile /dev/null
                  StrictHostKeyChecking no
                  PasswordAuthentication no
                  IdentityFile "/home/me/my lab/private_key"
                  IdentitiesOnly yes
                  LogLevel FATAL
                """).target("router");

        assertThat(target.hostKeyPolicy()).isEqualTo(HostKeyPolicy.ACCEPT_NEW);
        assertThat(target.knownHosts().getFirst()).isEqualTo(Path.of("/dev/null"));
        assertThat(target.identityFiles()).containsExactly(Path.of("/home/me/my lab/private_key"));
        assertThat(target.agent()).isEmpty();
        assertThat(target.keyName()).isEqualTo("[127.0.0.1]:60003");
    }

    @Test
    void anUnknownNameIsAHostName() throws Exception {
        SshTarget target = read("").target("192.0.2.7");

        assertThat(target.describe()).isEqualTo("me@192.0.2.7");
        assertThat(target.port()).isEqualTo(22);
        assertThat(target.hostKeyPolicy()).isEqualTo(HostKeyPolicy.STRICT);
        assertThat(target.knownHosts()).contains(home.resolve(".ssh/known_hosts"));
        assertThat(target.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(target.agent()).contains(Path.of("/run/agent"));
    }

    private SshConfig read(String text) throws IOException {
        Path file = Files.writeString(home.resolve("config"), text);
        return SshConfig.read(file, Map.of("HOME", home.toString(), "USER", "me", "SSH_AUTH_SOCK", "/run/agent"));
    }
}
