package dev.cilab.exec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exit the exit code as the shell counts it (128 + n after signal n)
 * @param took from start to end
 */
public record Result(Command command, int exit, byte[] out, byte[] err, Duration took) {

    public boolean ok() {
        return exit == 0;
    }

    public String stdout() {
        return new String(out, StandardCharsets.UTF_8);
    }

    public String stderr() {
        return new String(err, StandardCharsets.UTF_8);
    }
}
