package dev.cilab.env.adopted;

import dev.cilab.lab.Inventory;
import java.nio.file.Path;

/**
 * An inventory's logins as an OpenSSH client configuration, so that cilab and plain {@code ssh -F} go the same way. The first value wins
 * there: what the inventory says stands before the user's own configuration, which fills in the rest.
 */
final class SshSettings {

    private final InventoryFile file;
    private final Path knownHosts;

    /** @param knownHosts where keys are kept that are trusted at first sight */
    SshSettings(InventoryFile file, Path knownHosts) {
        this.file = file;
        this.knownHosts = knownHosts;
    }

    String text() {
        StringBuilder text = new StringBuilder("# Written from " + file.path() + "; change that file, not this one.\n");
        file.inventory().nodes().forEach(login -> append(login, text));
        return text.append("Host *\n")
                .append("  Include ")
                .append(quoted(file.sshConfig()))
                .append('\n')
                .toString();
    }

    private void append(Inventory.Login login, StringBuilder text) {
        text.append("Host ").append(login.node()).append('\n');
        login.host().ifPresent(host -> set(text, "HostName", host));
        login.port().ifPresent(port -> set(text, "Port", String.valueOf(port)));
        login.user().ifPresent(user -> set(text, "User", user));
        login.keys().forEach(key -> set(text, "IdentityFile", quoted(file.resolve(key))));
        login.jump().ifPresent(jump -> set(text, "ProxyJump", jump));
        login.proxyCommand().ifPresent(command -> set(text, "ProxyCommand", command));
        login.acceptNewKeys().ifPresent(accept -> set(text, "StrictHostKeyChecking", accept ? "accept-new" : "yes"));
        if (login.acceptNewKeys().orElse(false)) {
            set(
                    text,
                    "UserKnownHostsFile",
                    quoted(knownHosts) + " " + quoted(file.home().resolve(".ssh/known_hosts")));
        }
    }

    private static void set(StringBuilder text, String keyword, String value) {
        text.append("  ").append(keyword).append(' ').append(value).append('\n');
    }

    private static String quoted(Path path) {
        return path.toString().contains(" ") ? '"' + path.toString() + '"' : path.toString();
    }
}
