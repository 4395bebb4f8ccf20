package dev.cilab.cli;

import dev.cilab.env.SecretPrompt;
import dev.cilab.exec.Secret;
import dev.cilab.term.Io;
import dev.cilab.term.Screen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Hands this terminal over to another program. */
final class Terminal {

    /** The question is $1. However it ends, the terminal shows again what is typed. */
    private static final String ASK = """
            exec </dev/tty
            before=$(stty -g) && trap 'stty "$before"; echo >/dev/tty' EXIT && trap 'exit 130' INT TERM && stty -echo || exit 1
            printf '%s: ' "$1" >/dev/tty
            IFS= read -r answer && printf %s "$answer"
            """;

    private Terminal() {}

    /** Asks at the terminal itself, whatever the standard streams lead to; not where there is none. */
    static SecretPrompt of(Io io) {
        return io.terminal().equals(Screen.NONE) ? SecretPrompt.NONE : Terminal::secret;
    }

    private static Optional<Secret> secret(String question) {
        try {
            Process process = new ProcessBuilder("sh", "-c", ASK, "sh", question)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(Secret.of(answer)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @return the program's exit code */
    static int run(List<String> argv) throws IOException, InterruptedException {
        return new ProcessBuilder(argv).inheritIO().start().waitFor();
    }
}
