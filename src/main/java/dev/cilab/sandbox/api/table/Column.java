package dev.cilab.sandbox.api.table;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** @param priority 0 = always shown, above = with {@code -o wide} */
record Column(String name, String type, String format, String description, int priority) {

    /** Columns of text; {@code #} after the name makes one of integers, {@code *} at the end one for {@code -o wide}. */
    static List<Column> list(String... names) {
        return Stream.of(names).map(Column::of).toList();
    }

    private static Column of(String notation) {
        boolean wide = notation.endsWith("*");
        String name = wide ? notation.substring(0, notation.length() - 1) : notation;
        boolean integer = name.endsWith("#");
        name = integer ? name.substring(0, name.length() - 1) : name;
        return new Column(name, integer ? "integer" : "string", name.equals("Name") ? "name" : "", "", wide ? 1 : 0);
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("format", format)
                .put("description", description)
                .put("priority", priority);
    }
}
