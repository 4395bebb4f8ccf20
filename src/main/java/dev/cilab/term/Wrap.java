package dev.cilab.term;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. A paragraph's own line breaks do not count; blank lines and indented lines are kept as they are. */
final class Wrap {

    private Wrap() {}

    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith(" ")) {
                flush(paragraph, width, lines);
                lines.add(line.stripTrailing());
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        flush(paragraph, width, lines);
        return lines;
    }

    private static void flush(StringBuilder paragraph, int width, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : paragraph.toString().split(" ")) {
            if (!line.isEmpty() && Cells.width(line.toString()) + 1 + Cells.width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        paragraph.setLength(0);
    }
}
