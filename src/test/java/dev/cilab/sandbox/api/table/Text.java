package dev.cilab.sandbox.api.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A Table as kubectl puts it on a terminal. */
final class Text {

    private Text() {}

    static String of(JsonNode table, boolean wide) {
        List<List<String>> lines = new ArrayList<>();
        JsonNode columns = table.path("columnDefinitions");
        lines.add(line(columns.size(), columns, wide, i -> columns.get(i)
                .path("name")
                .stringValue()
                .toUpperCase(Locale.ROOT)));
        for (JsonNode row : table.path("rows")) {
            JsonNode cells = row.path("cells");
            lines.add(line(
                    cells.size(),
                    columns,
                    wide,
                    i -> cells.get(i).isNull() ? "" : cells.get(i).asString()));
        }
        int[] widths = new int[lines.getFirst().size()];
        lines.forEach(line -> {
            for (int i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                row.append(line.get(i)).repeat(' ', widths[i] + 3 - line.get(i).length());
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private interface Cell {
        String at(int index);
    }

    private static List<String> line(int size, JsonNode columns, boolean wide, Cell cell) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (wide || columns.get(i).path("priority").intValue() == 0) {
                line.add(cell.at(i));
            }
        }
        return line;
    }
}
