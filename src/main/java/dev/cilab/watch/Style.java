package dev.cilab.watch;

import dev.cilab.term.Cells;

/** Text in a role's colour; without colour the text itself tells everything. */
record Style(boolean colour) {

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    String bar(String text) {
        return paint("7", text);
    }

    String of(Row.Mood mood, String text) {
        return switch (mood) {
            case PLAIN -> text;
            case GOOD -> good(text);
            case BAD -> bad(text);
        };
    }

    private String paint(String code, String text) {
        return colour && !text.isBlank() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }

    /** Cut or filled to exactly this many cells. */
    static String fit(String text, int width) {
        return Cells.pad(Cells.cut(text, width), width);
    }
}
