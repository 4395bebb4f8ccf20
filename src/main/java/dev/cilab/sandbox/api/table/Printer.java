package dev.cilab.sandbox.api.table;

import dev.cilab.sandbox.api.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How objects of one type become rows. */
record Printer(List<Column> columns, Cells cells) {

    /** The default of types that nothing more is known of. */
    static final Printer CREATED_AT = new Printer(
            Column.list("Name", "Created At"),
            (object, clock) ->
                    List.of(Json.text(object, "metadata", "name"), Json.text(object, "metadata", "creationTimestamp")));

    /** One cell per column: String, Integer, Long, Boolean or, for nothing, {@link #NOTHING}. */
    interface Cells {
        List<Object> of(ObjectNode object, Ages ages);
    }

    /** A cell without a value, null on the wire. */
    static final Object NOTHING = new Object();
}
