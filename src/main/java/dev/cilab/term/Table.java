package dev.cilab.term;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as kubectl prints one: upper-case headings, columns three spaces apart, nothing drawn around them, no trailing blanks.
 *
 * @param columns headings in order
 * @param wide    headings that appear only with {@code -o wide}; they must come last
 */
public record Table(List<String> columns, List<String> wide, List<List<String>> rows) {

    private static final int GAP = 3;

    public Table {
        columns = List.copyOf(columns);
        wide = List.copyOf(wide);
        rows = rows.stream().map(List::copyOf).toList();
    }

    public static Table of(List<String> columns, List<List<String>> rows) {
        return new Table(columns, List.of(), rows);
    }

    /** @param all with the wide columns */
    public String render(boolean all) {
        List<String> headings = new ArrayList<>(columns);
        if (all) {
            headings.addAll(wide);
        }
        int[] widths = new int[headings.size()];
        measure(headings, widths);
        rows.forEach(row -> measure(row, widths));
        StringBuilder text = new StringBuilder();
        line(headings, widths, text);
        rows.forEach(row -> line(row, widths, text));
        return text.toString();
    }

    private static void measure(List<String> row, int[] widths) {
        for (int i = 0; i < widths.length && i < row.size(); i++) {
            widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
        }
    }

    private static void line(List<String> row, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length && i < row.size(); i++) {
            line.append(Cells.pad(row.get(i), widths[i] + GAP));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
