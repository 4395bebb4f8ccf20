package dev.cilab.data;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes plain values as YAML in block style, lists not indented below their key, as kubectl does. */
public final class Yaml {

    /** Plain scalars that mean the text they show; everything else is quoted. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./ -]*|\\d+\\.\\d+\\.[\\d./]+");

    private static final Pattern WORD_WITH_MEANING = Pattern.compile("(?i)true|false|yes|no|on|off|null|~|y|n");

    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    public static String of(Object value) {
        Yaml yaml = new Yaml();
        yaml.block(Plain.of(value), 0);
        return yaml.out.toString();
    }

    private void block(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map when !map.isEmpty() -> map(map, depth, false);
            case List<?> list when !list.isEmpty() -> list(list, depth);
            case null, default -> out.append(scalar(value)).append('\n');
        }
    }

    private void map(Map<?, ?> map, int depth, boolean startsInLine) {
        boolean inLine = startsInLine;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(inLine ? "" : "  ".repeat(depth))
                    .append(scalar(String.valueOf(entry.getKey())))
                    .append(':');
            inLine = false;
            switch (entry.getValue()) {
                case Map<?, ?> inner
                when !inner.isEmpty() -> {
                    out.append('\n');
                    map(inner, depth + 1, false);
                }
                case List<?> inner
                when !inner.isEmpty() -> {
                    out.append('\n');
                    list(inner, depth);
                }
                case null, default ->
                    out.append(' ').append(scalar(entry.getValue())).append('\n');
            }
        }
    }

    private void list(List<?> list, int depth) {
        for (Object item : list) {
            out.append("  ".repeat(depth)).append("- ");
            switch (item) {
                case Map<?, ?> inner when !inner.isEmpty() -> map(inner, depth + 1, true);
                case List<?> inner
                when !inner.isEmpty() -> out.append(Json.line(inner)).append('\n');
                case null, default -> out.append(scalar(item)).append('\n');
            }
        }
    }

    private static String scalar(Object value) {
        return switch (value) {
            case Map<?, ?> map -> "{}";
            case List<?> list -> "[]";
            case String text -> means(text) ? text : Json.line(text);
            case null, default -> String.valueOf(value);
        };
    }

    private static boolean means(String text) {
        return PLAIN.matcher(text).matches() && !WORD_WITH_MEANING.matcher(text).matches() && !text.endsWith(" ");
    }
}
