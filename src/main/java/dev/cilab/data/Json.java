package dev.cilab.data;

import java.util.List;
import java.util.Map;

/**
 * Writes plain values as JSON. Written here because every command and the journal need it and a library would cost each of them a tenth of
 * a second of class loading.
 */
public final class Json {

    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private Json(boolean pretty) {
        this.pretty = pretty;
    }

    /** On one line, without spaces. */
    public static String line(Object value) {
        return new Json(false).write(Plain.of(value), 0);
    }

    /** Indented by four, as kubectl prints it. */
    public static String pretty(Object value) {
        return new Json(true).write(Plain.of(value), 0);
    }

    private String write(Object value, int depth) {
        append(value, depth);
        return out.toString();
    }

    private void append(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> map(map, depth);
            case List<?> list -> list(list, depth);
            case String text -> string(text);
            case Double number when number.isNaN() || number.isInfinite() -> out.append("null");
            case null, default -> out.append(value);
        }
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            separator = ",";
            newline(depth + 1);
            string(String.valueOf(entry.getKey()));
            out.append(pretty ? ": " : ":");
            append(entry.getValue(), depth + 1);
        }
        close('}', map.isEmpty(), depth);
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        String separator = "";
        for (Object item : list) {
            out.append(separator);
            separator = ",";
            newline(depth + 1);
            append(item, depth + 1);
        }
        close(']', list.isEmpty(), depth);
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            newline(depth);
        }
        out.append(bracket);
    }

    private void newline(int depth) {
        if (pretty) {
            out.append('\n').append(INDENT.repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c) && lonely(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean lonely(String text, int i) {
        boolean pairsWithNext = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        boolean pairsWithLast = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
        return !pairsWithNext && !pairsWithLast;
    }
}
