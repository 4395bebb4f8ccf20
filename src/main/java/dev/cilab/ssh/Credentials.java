package dev.cilab.ssh;

import dev.cilab.exec.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** What a person knows and a file does not: asked only when the server or a key wants it, from any thread. */
public interface Credentials {

    /** The login password, also given to sudo where sudo wants one. */
    Optional<Secret> password(SshTarget target);

    /** The passphrase of an encrypted private key. */
    Optional<Secret> passphrase(Path key);

    /** Keys and agents only. */
    Credentials NONE = new Credentials() {
        @Override
        public Optional<Secret> password(SshTarget target) {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> passphrase(Path key) {
            return Optional.empty();
        }
    };
}
