package dev.cilab.sandbox.api.patch;

import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** Equality of JSON values as JSON sees it: 1 is 1 however the tree holds it. */
final class Values {

    private static final Comparator<JsonNode> BY_VALUE = (a, b) -> {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    };

    private Values() {}

    static boolean same(JsonNode a, JsonNode b) {
        return a.equals(BY_VALUE, b);
    }

    static boolean emptyContainer(JsonNode value) {
        return value.isContainer() && value.isEmpty();
    }
}
