package dev.cilab.env;

import dev.cilab.exec.Secret;
import java.util.Optional;

/** Asks the person at the terminal for a secret, without showing what is typed. */
@FunctionalInterface
public interface SecretPrompt {

    /** For runs without a terminal. */
    SecretPrompt NONE = question -> Optional.empty();

    /** @return empty when there is nobody to ask */
    Optional<Secret> ask(String question);
}
