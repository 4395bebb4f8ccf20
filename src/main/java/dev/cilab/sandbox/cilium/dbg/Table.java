package dev.cilab.sandbox.cilium.dbg;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns as Go's tabwriter lays it out with minimum width 5 and padding 3: every cell but a row's last is padded, and only those
 * count for a column's width.
 */
final class Table {

    private static final int MINIMUM = 5;
    private static final int PADDING = 3;

    private final List<List<String>> rows = new ArrayList<>();

    Table row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
        return this;
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i + 1 < row.size(); i++) {
                int width = Math.max(MINIMUM, row.get(i).length() + PADDING);
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i + 1 < row.size(); i++) {
                text.append(row.get(i)).repeat(' ', widths.get(i) - row.get(i).length());
            }
            text.append(row.getLast()).append('\n');
        }
        return text.toString();
    }
}
