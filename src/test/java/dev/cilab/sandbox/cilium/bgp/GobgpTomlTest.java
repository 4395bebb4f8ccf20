package dev.cilab.sandbox.cilium.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.sandbox.cilium.Cidr;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GobgpTomlTest {

    @Test
    void theLab() {
        Golden.check("cilium/gobgpd.toml", GobgpToml.render(Labs.instance()));
    }

    @Test
    void everythingThatCanBeSaid() {
        Golden.check("cilium/gobgpd-full.toml", GobgpToml.render(full()));
    }

    /** The program that reads it has the last word. */
    @Test
    @Tag("sandbox")
    void gobgpdAcceptsIt(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("gobgpd.toml"), GobgpToml.render(full()));
        Process check = new ProcessBuilder("gobgpd", "--dry-run", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes());
        assertThat(check.waitFor()).as(output).isZero();
    }

    private static Instance full() {
        RoutePolicy.Statement statement = new RoutePolicy.Statement(
                List.of("192.168.10.200"),
                List.of(Cidr.of("172.16.1.1/32"), Cidr.of("172.16.2.0/24")),
                List.of("65000:99", "no-export"),
                List.of("65000:1:2"),
                OptionalLong.of(150));
        PeerSettings settings =
                PeerSettings.of(Labs.yaml("{transport: {peerPort: 1179}, timers: {connectRetryTimeSeconds: 3}}"));
        return new Instance(
                "other",
                4200000000L,
                "10.0.0.1",
                -1,
                List.of(new Instance.Peer(
                        "tor \"x\"", "192.168.10.200", 65000, "192.168.10.100", "pass\\word", settings)),
                List.of(new RoutePolicy("tor-ipv4-x", RoutePolicy.Type.EXPORT, List.of(statement))));
    }
}
