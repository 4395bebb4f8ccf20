package dev.cilab.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares and shows plain values. */
final class Match {

    private Match() {}

    /** Does the actual value carry everything that is wanted? More than wanted is fine in maps and lists. */
    static boolean subset(Object wanted, Object actual) {
        return switch (wanted) {
            case Map<?, ?> map ->
                actual instanceof Map<?, ?> other
                        && map.entrySet().stream()
                                .allMatch(each -> other.containsKey(each.getKey())
                                        && subset(each.getValue(), other.get(each.getKey())));
            case List<?> list ->
                actual instanceof List<?> other
                        && list.stream()
                                .allMatch(each -> other.stream().anyMatch(candidate -> subset(each, candidate)));
            case Number number -> actual instanceof Number other && number.doubleValue() == other.doubleValue();
            case null, default -> Objects.equals(wanted, actual);
        };
    }

    static String shown(Object value) {
        return switch (value) {
            case null -> "absent";
            case String text when text.isEmpty() -> "empty";
            case List<?> list when list.isEmpty() -> "empty";
            default -> value.toString();
        };
    }

    /** A row in one line: where it was seen, and those of its fields that matter. */
    static String row(Map<?, ?> row, Set<String> fields) {
        StringBuilder text = new StringBuilder(row.containsKey("on") ? String.valueOf(row.get("on")) : "");
        fields.stream()
                .filter(field ->
                        row.containsKey(field) && !(row.get(field) instanceof Map<?, ?>) && !field.equals("on"))
                .forEach(field -> text.append(text.isEmpty() ? "" : " ")
                        .append(field)
                        .append(' ')
                        .append(shown(row.get(field))));
        return text.toString();
    }
}
