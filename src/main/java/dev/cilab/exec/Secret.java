package dev.cilab.exec;

import java.nio.charset.StandardCharsets;

/** A password or passphrase. It cannot be printed, and has no place in argument lists, logs, reports or the journal. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value itself, for the one call that hands it over. */
    public String reveal() {
        return value;
    }

    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
