package dev.cilab.lab.cel;

/** @param value the literal's value, or the text of a name or symbol; @param column counts from 1 */
record Token(Kind kind, Object value, int column) {

    enum Kind {
        LITERAL,
        NAME,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && value.equals(symbol);
    }

    String text() {
        return kind == Kind.END ? "the end" : "\"" + value + "\"";
    }
}
