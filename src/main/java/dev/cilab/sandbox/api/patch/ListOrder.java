package dev.cilab.sandbox.api.patch;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code $setElementOrder}: the client names the items it knows in the order it wants; items that only the server has keep their place relative
 * to the item that stood before them.
 */
final class ListOrder {

    private ListOrder() {}

    /** @param key the merge key; empty for a list of scalars */
    static void apply(ObjectNode holder, String field, JsonNode order, String key) {
        if (!order.isArray()) {
            throw StrategicMerge.bad("wrong patch format: " + StrategicMerge.ORDER + field + " is not a list");
        }
        if (!(holder.get(field) instanceof ArrayNode list)) {
            return;
        }
        List<JsonNode> unplaced = new ArrayList<>();
        list.forEach(unplaced::add);
        ArrayNode ordered = list.arrayNode();
        serverOnly(unplaced, order, key, ordered);
        for (JsonNode wanted : order) {
            int at = find(unplaced, wanted, key);
            if (at >= 0) {
                ordered.add(unplaced.remove(at));
                // what follows an ordered item and is not ordered itself stays behind it
                while (at < unplaced.size() && find(order, unplaced.get(at), key) < 0) {
                    ordered.add(unplaced.remove(at));
                }
            }
        }
        unplaced.forEach(ordered::add);
        holder.set(field, ordered);
    }

    /** Items before the first ordered one stay in front. */
    private static void serverOnly(List<JsonNode> items, JsonNode order, String key, ArrayNode ordered) {
        while (!items.isEmpty() && find(order, items.getFirst(), key) < 0) {
            ordered.add(items.removeFirst());
        }
    }

    private static int find(Iterable<JsonNode> items, JsonNode wanted, String key) {
        int at = 0;
        for (JsonNode item : items) {
            boolean same = key.isEmpty() ? Values.same(item, wanted) : Values.same(item.path(key), wanted.path(key));
            if (same) {
                return at;
            }
            at++;
        }
        return -1;
    }
}
