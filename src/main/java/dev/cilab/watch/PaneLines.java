package dev.cilab.watch;

import dev.cilab.term.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One pane as lines of one width. */
final class PaneLines {

    private static final int GAP = 2;
    /** A column that is cut to less says nothing. */
    private static final int READABLE = 12;

    private final Style style;
    private final int width;

    PaneLines(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /** Rows that the filter lets through. */
    static List<Row> shown(Content content, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return content.rows().stream()
                .filter(row -> wanted.isEmpty()
                        || String.join(" ", row.cells())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                .toList();
    }

    /** How many lines it would like: title, headings, rows. */
    static int wish(Content content, String filter) {
        return 2 + Math.max(1, shown(content, filter).size());
    }

    /** Exactly {@code height} lines. */
    List<String> lines(Pane pane, Content content, View view, int height) {
        boolean focus = view.focus() == pane;
        List<Row> rows = shown(content, view.filter());
        List<String> lines = new ArrayList<>();
        lines.add(title(pane, content, rows.size(), focus));
        int[] widths = widths(content.columns(), rows);
        if (!content.columns().isEmpty() && lines.size() < height) {
            lines.add(style.faint(line(content.columns(), widths)));
        }
        int room = height - lines.size();
        int first = focus ? Math.min(view.scroll(), Math.max(0, rows.size() - room)) : 0;
        boolean more = rows.size() - first > room;
        for (int i = first; i < rows.size() && lines.size() < height - (more ? 1 : 0); i++) {
            lines.add(style.of(rows.get(i).mood(), line(rows.get(i).cells(), widths)));
        }
        if (more && lines.size() < height) {
            int hidden = rows.size() - first - room + 1;
            lines.add(style.faint(Style.fit("… " + hidden + " more", width)));
        }
        if (rows.isEmpty() && lines.size() < height) {
            lines.add(style.faint(Style.fit(empty(content, view), width)));
        }
        while (lines.size() < height) {
            lines.add(" ".repeat(width));
        }
        return lines;
    }

    private static String empty(Content content, View view) {
        return content.columns().isEmpty()
                ? "…"
                : content.rows().isEmpty() ? "none" : "none with \"" + view.filter() + "\"";
    }

    private String title(Pane pane, Content content, int rows, boolean focus) {
        String text = pane.number() + " " + pane.title() + " (" + rows + ")";
        String problem = content.problem().isEmpty() ? "" : "  old: " + content.problem();
        String fitted = Style.fit(text + problem, width);
        return focus ? style.bar(fitted) : problem.isEmpty() ? style.strong(fitted) : style.bad(fitted);
    }

    /** As many columns from the left as fit, the last of them cut if need be, and at least one. */
    private int[] widths(List<String> columns, List<Row> rows) {
        List<Integer> widths = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < columns.size(); i++) {
            int widest = Cells.width(columns.get(i));
            for (Row row : rows) {
                widest = Math.max(
                        widest, i < row.cells().size() ? Cells.width(row.cells().get(i)) : 0);
            }
            int gap = widths.isEmpty() ? 0 : GAP;
            if (used + gap + widest > width && !widths.isEmpty()) {
                int rest = width - used - gap;
                if (rest >= READABLE) {
                    widths.add(rest);
                }
                break;
            }
            used += gap + widest;
            widths.add(widest);
        }
        return widths.stream().mapToInt(Integer::intValue).toArray();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length && i < cells.size(); i++) {
            line.append(i == 0 ? "" : " ".repeat(GAP)).append(Style.fit(cells.get(i), widths[i]));
        }
        return Style.fit(line.toString(), width);
    }
}
