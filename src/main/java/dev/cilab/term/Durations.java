package dev.cilab.term;

import java.time.Duration;
import java.util.Locale;

/** Durations as short as they stay readable: {@code 40ms}, {@code 1.9s}, {@code 2m05s}. */
public final class Durations {

    private Durations() {}

    public static String shown(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 100) {
            return millis + "ms";
        }
        if (millis < 99_950) {
            return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
        }
        return String.format(Locale.ROOT, "%dm%02ds", duration.toMinutes(), duration.toSecondsPart());
    }
}
