package dev.cilab.env;

import dev.cilab.exec.Secret;
import java.util.Optional;

/** Asks the person at the terminal for a secret, without showing what is typed. */
@FunctionalInterface
public interface SecretPrompt {

    /** For runs without a terminal. */
    SecretPrompt NONE = new SecretPrompt() {
        @Override
        public Optional<Secret> ask(String question) {
            return Optional.empty();
        }

        @Override
        public boolean somebodyThere() {
            return false;
        }
    };

    /**
     * @return empty when there is nobody to ask, or who is there does not tell (Ctrl-D)
     * @throws InterruptedException when who was asked wants no more of all this (Ctrl-C)
     */
    Optional<Secret> ask(String question) throws InterruptedException;

    default boolean somebodyThere() {
        return true;
    }
}
