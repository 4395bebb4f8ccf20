package dev.cilab.helm;

import dev.cilab.data.Json;
import java.util.regex.Pattern;

/**
 * One value of a release that changes.
 *
 * @param path  as {@code helm --set} takes it
 * @param given a user gave it before; otherwise it was the chart's default
 * @param stays it is given after; otherwise the chart's default holds again
 */
public record ValueChange(String path, Object before, Object after, boolean given, boolean stays) {

    /** Names of values that hold keys, certificates and passwords. */
    private static final Pattern SECRET = Pattern.compile("(?i)(key|password|passphrase|token|secret|credentials?)$");

    static final String HIDDEN = "(secret)";

    /** A value of this name must not be shown. */
    static boolean names(String name) {
        return SECRET.matcher(name).find();
    }

    /** It must not be shown. */
    public boolean secret() {
        return names(path) && (before instanceof String || after instanceof String);
    }

    /** E.g. {@code loadBalancer.mode: the chart's default -> "dsr"}. */
    @Override
    public String toString() {
        return path + ": " + shown(given, before) + " -> " + shown(stays, after);
    }

    private String shown(boolean present, Object value) {
        if (!present) {
            return "the chart's default";
        }
        return secret() ? HIDDEN : Json.line(value);
    }
}
