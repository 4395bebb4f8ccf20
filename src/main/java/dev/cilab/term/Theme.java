package dev.cilab.term;

import dev.cilab.event.Result;

/** Colour by role. Without colour the text stays as it is, so that nothing is told by colour alone. */
final class Theme {

    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String CYAN = "36";
    private static final String BOLD = "1";
    private static final String FAINT = "2";

    private final boolean colour;

    Theme(Screen screen) {
        this.colour = screen.colour();
    }

    String result(Result result, String text) {
        return switch (result) {
            case PASS -> paint(GREEN, text);
            case FAIL -> paint(RED, text);
            case UNKNOWN -> paint(YELLOW, text);
            case SKIP -> paint(FAINT, text);
        };
    }

    String error(String text) {
        return paint(RED, text);
    }

    String changed(String text) {
        return paint(YELLOW, text);
    }

    String name(String text) {
        return paint(BOLD, text);
    }

    String command(String text) {
        return paint(CYAN, text);
    }

    String faint(String text) {
        return paint(FAINT, text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
