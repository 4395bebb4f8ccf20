package dev.cilab.measure;

import java.util.Locale;

/** Why a request has no answer. */
public enum Failure {
    NONE("answered"),
    REFUSED("connection refused"),
    RESET("connection reset"),
    TIMED_OUT("time-out"),
    NO_ROUTE("no route"),
    UNCONNECTED("could not connect"),
    UNRESOLVED("name not resolved"),
    CLOSED("closed without an answer"),
    HTTP("HTTP error"),
    OTHER("other");

    private final String words;

    Failure(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /**
     * From what curl says (exit codes of curl(1)).
     *
     * @param reason curl's message, or the kernel's where curl does not pass it on
     */
    static Failure of(int exit, int status, String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        return switch (exit) {
            case 0 -> status >= 200 && status < 400 ? NONE : HTTP;
            case 5, 6 -> UNRESOLVED;
            case 7 -> said.contains("refused") ? REFUSED : said.contains("reset") ? RESET : unconnected(said);
            case 28 -> TIMED_OUT;
            case 52 -> CLOSED;
            case 55, 56 -> said.contains("reset") || said.contains("broken pipe") ? RESET : OTHER;
            default -> OTHER;
        };
    }

    private static Failure unconnected(String said) {
        return said.contains("unreachable") || said.contains("no route") ? NO_ROUTE : UNCONNECTED;
    }
}
