package dev.cilab.watch;

import java.util.List;

/** Writes frames, and of each only the lines that differ from the one before: nothing flickers, and a slow connection keeps up. */
final class Display {

    static final String ENTER = "\u001B[?1049h\u001B[?25l\u001B[2J";
    static final String LEAVE = "\u001B[0m\u001B[?25h\u001B[?1049l";

    private List<String> drawn = List.of();
    private int width;

    /** What brings the terminal from the last frame to this one. */
    String draw(List<String> lines, int columns) {
        StringBuilder text = new StringBuilder();
        if (lines.size() != drawn.size() || columns != width) {
            drawn = List.of();
            width = columns;
            text.append("\u001B[2J");
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i >= drawn.size() || !lines.get(i).equals(drawn.get(i))) {
                text.append("\u001B[")
                        .append(i + 1)
                        .append(";1H")
                        .append(lines.get(i))
                        .append("\u001B[K");
            }
        }
        drawn = List.copyOf(lines);
        return text.toString();
    }
}
