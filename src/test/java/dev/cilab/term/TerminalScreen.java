package dev.cilab.term;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal would show in the end: understands the few sequences that cilab writes, and fails on any other. */
final class TerminalScreen {

    private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[(\\??\\d*)([A-Za-z])");

    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;

    static String after(String written) {
        TerminalScreen screen = new TerminalScreen();
        screen.write(written);
        return String.join("\n", screen.lines).stripTrailing() + "\n";
    }

    private void write(String text) {
        int i = 0;
        Matcher sequence = SEQUENCE.matcher(text);
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\u001B') {
                if (!sequence.find(i) || sequence.start() != i) {
                    throw new AssertionError("unknown sequence at " + i);
                }
                apply(sequence.group(1), sequence.group(2));
                i = sequence.end();
                continue;
            }
            if (c == '\n') {
                row++;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else if (c != '\r') {
                lines.get(row).append(c);
            }
            i++;
        }
    }

    private void apply(String argument, String command) {
        switch (command) {
            case "A" -> row -= Integer.parseInt(argument);
            case "J" -> {
                lines.subList(row + 1, lines.size()).clear();
                lines.get(row).setLength(0);
            }
            case "m", "h", "l" -> {}
            default -> throw new AssertionError("unknown sequence " + argument + command);
        }
    }
}
