package dev.cilab.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the screen shows, in the order of the number keys. */
enum Pane {
    PEERS("BGP peers of the router"),
    RIB("BGP table of the router"),
    FIB("kernel routes"),
    ENDPOINTS("service endpoints"),
    TRAFFIC("packets per second"),
    CHANGES("changes");

    private final String title;

    Pane(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** {@code peers}, as the command prompt takes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    int number() {
        return ordinal() + 1;
    }

    static Optional<Pane> numbered(char key) {
        return Arrays.stream(values())
                .filter(pane -> pane.number() == key - '0')
                .findFirst();
    }

    /** By its name or the beginning of it. */
    static Optional<Pane> named(String word) {
        return word.isEmpty()
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(pane -> pane.word().startsWith(word.toLowerCase(Locale.ROOT)))
                        .findFirst();
    }

    Pane next(int steps) {
        return values()[Math.floorMod(ordinal() + steps, values().length)];
    }
}
