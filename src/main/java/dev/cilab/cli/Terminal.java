package dev.cilab.cli;

import dev.cilab.env.SecretPrompt;
import dev.cilab.exec.Secret;
import dev.cilab.term.Io;
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

    private static final int INTERRUPTED = 130;

    private Terminal() {}

    /** Asks at the terminal itself, whatever the standard streams lead to; not where there is none. */
    static SecretPrompt of(Io io) {
        return io.terminal().person() ? question -> secret(question, io.interrupts()) : SecretPrompt.NONE;
    }

    /** Ctrl-C reaches this process and the one that asks, in either order; that one is always waited for, as it mends the terminal. */
    private static Optional<Secret> secret(String question, Io.Interrupts interrupts) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("sh", "-c", ASK, "sh", question)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var listening = interrupts.listen(process::destroy)) {
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int exit = process.onExit().join().exitValue();
                if (exit == INTERRUPTED || Thread.interrupted()) {
                    throw new InterruptedException();
                }
                return exit == 0 ? Optional.of(Secret.of(answer)) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** @return the program's exit code */
    static int run(List<String> argv) throws IOException, InterruptedException {
        return new ProcessBuilder(argv).inheritIO().start().waitFor();
    }
}
