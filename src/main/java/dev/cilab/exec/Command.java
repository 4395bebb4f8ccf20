package dev.cilab.exec;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A command to run on a {@link Host}. Arguments are never re-parsed by a shell; {@link #sh} asks for one on purpose.
 *
 * @param argv    program and arguments, at least one
 * @param stdin   bytes fed to standard input; empty means end of file at once
 * @param timeout the longest the whole command may take
 * @param root    run as root (sudo where the host's user is not root)
 */
public record Command(List<String> argv, byte[] stdin, Duration timeout, boolean root) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private static final byte[] NO_INPUT = {};

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        Objects.requireNonNull(stdin);
        Objects.requireNonNull(timeout);
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), NO_INPUT, DEFAULT_TIMEOUT, false);
    }

    public static Command of(List<String> argv) {
        return new Command(argv, NO_INPUT, DEFAULT_TIMEOUT, false);
    }

    /** A script for {@code sh -c}. */
    public static Command sh(String script) {
        return of("sh", "-c", script);
    }

    public Command stdin(byte[] bytes) {
        return new Command(argv, bytes, timeout, root);
    }

    public Command timeout(Duration longest) {
        return new Command(argv, stdin, longest, root);
    }

    public Command asRoot() {
        return new Command(argv, stdin, timeout, true);
    }
}
