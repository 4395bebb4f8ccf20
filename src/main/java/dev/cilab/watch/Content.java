package dev.cilab.watch;

import java.util.List;

/**
 * What a pane shows.
 *
 * @param problem why it may be out of date; empty when it is not
 */
public record Content(List<String> columns, List<Row> rows, String problem) {

    static final Content NOTHING_YET = new Content(List.of(), List.of(), "");

    public Content {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    Content stale(String why) {
        return new Content(columns, rows, why);
    }
}
