package dev.cilab.watch;

import java.util.List;

/**
 * A line of a pane.
 *
 * @param key   what it is about; the same row keeps it while its values change
 * @param says  what counts as a change of it, e.g. {@code established}; empty where only its coming and going counts
 * @param cells most important first: narrow screens show fewer
 */
public record Row(String key, String says, List<String> cells, Mood mood) {

    public Row {
        cells = List.copyOf(cells);
    }

    /** Whether it is as it should be. */
    public enum Mood {
        PLAIN,
        GOOD,
        BAD
    }
}
