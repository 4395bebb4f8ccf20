package dev.cilab.env.sandbox;

import dev.cilab.exec.Command;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import java.time.Duration;

/** What this machine's kernel can do, found out by doing it in a network namespace that is gone afterwards. */
final class Kernel {

    private static final Command MAKE_TUNNEL = Command.of(
                    "unshare",
                    "--map-root-user",
                    "--net",
                    "ip",
                    "link",
                    "add",
                    "cilab",
                    "type",
                    "geneve",
                    "id",
                    "1",
                    "remote",
                    "127.0.0.1")
            .timeout(Duration.ofSeconds(5));

    private Boolean geneve;

    synchronized boolean hasGeneve() {
        if (geneve == null) {
            geneve = works();
        }
        return geneve;
    }

    private static boolean works() {
        try (LocalHost host = new LocalHost()) {
            return host.run(MAKE_TUNNEL).ok();
        } catch (Unreachable e) {
            return false; // no such tools
        }
    }
}
