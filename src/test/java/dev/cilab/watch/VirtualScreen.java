package dev.cilab.watch;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal of a size that keeps what was written where; fails on sequences it does not know and on text that leaves the screen. */
final class VirtualScreen {

    private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[(\\??[\\d;]*)([A-Za-z])");

    private final char[][] cells;
    private int row;
    private int column;
    private int written;

    VirtualScreen(int columns, int rows) {
        cells = new char[rows][columns];
        clear();
    }

    void write(String text) {
        Matcher sequence = SEQUENCE.matcher(text);
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '\u001B') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("unknown sequence at " + i);
                }
                apply(sequence.group(1), sequence.group(2));
                i = sequence.end();
            } else {
                cells[row][column++] = text.charAt(i++);
                written++;
            }
        }
    }

    /** Characters drawn so far. */
    int written() {
        return written;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (char[] line : cells) {
            text.append(new String(line).stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private void apply(String argument, String command) {
        switch (command) {
            case "H" -> {
                row = Integer.parseInt(argument.split(";")[0]) - 1;
                column = Integer.parseInt(argument.split(";")[1]) - 1;
            }
            case "K" -> Arrays.fill(cells[row], Math.min(column, cells[row].length), cells[row].length, ' ');
            case "J" -> clear();
            case "m", "h", "l" -> {}
            default -> throw new AssertionError("unknown sequence " + argument + command);
        }
    }

    private void clear() {
        for (char[] line : cells) {
            Arrays.fill(line, ' ');
        }
    }
}
