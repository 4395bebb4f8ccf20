package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.schema.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@link FieldSet} of an object, and the difference of two objects as field sets. */
final class Fields {

    private Fields() {}

    /** The places that an object which was written by one manager gives to that manager. */
    static FieldSet of(ObjectNode object, Shape shape) {
        return new FieldSet(false, node(object, shape, false, false).children());
    }

    /**
     * @param changed places that are new or have another value
     * @param removed places that are gone
     */
    record Difference(FieldSet changed, FieldSet removed) {

        static final Difference NONE = new Difference(FieldSet.EMPTY, FieldSet.EMPTY);

        boolean isEmpty() {
            return changed.isEmpty() && removed.isEmpty();
        }
    }

    static Difference between(JsonNode before, JsonNode after, Shape shape) {
        if (before instanceof ObjectNode old && after instanceof ObjectNode now && !shape.atomicObject()) {
            return ofChildren(
                    children(old),
                    children(now),
                    key -> shape.field(key.substring(2)),
                    key -> shape.declares(key.substring(2)));
        }
        if (before instanceof ArrayNode old && after instanceof ArrayNode now && granular(shape)) {
            Shape.ListOf list = (Shape.ListOf) shape;
            return ofChildren(items(old, list), items(now, list), key -> list.items(), key -> false);
        }
        return Values.same(before, after) ? Difference.NONE : new Difference(FieldSet.LEAF, FieldSet.EMPTY);
    }

    private static Difference ofChildren(
            Map<String, JsonNode> old,
            Map<String, JsonNode> now,
            Function<String, Shape> shapes,
            Predicate<String> declared) {
        SortedMap<String, FieldSet> changed = new TreeMap<>();
        SortedMap<String, FieldSet> removed = new TreeMap<>();
        now.forEach((key, value) -> {
            if (old.containsKey(key)) {
                Difference below = between(old.get(key), value, shapes.apply(key));
                changed.put(key, below.changed());
                removed.put(key, below.removed());
            } else {
                changed.put(key, node(value, shapes.apply(key), !declared.test(key), true));
            }
        });
        old.forEach((key, value) -> {
            if (!now.containsKey(key)) {
                removed.put(key, node(value, shapes.apply(key), true, true));
            }
        });
        return new Difference(FieldSet.of(false, changed), FieldSet.of(false, removed));
    }

    /**
     * @param itself     the place itself belongs to the set, not only what is below it
     * @param containers maps and lists below count themselves too
     */
    private static FieldSet node(JsonNode value, Shape shape, boolean itself, boolean containers) {
        if (value instanceof ObjectNode object && !object.isEmpty() && !shape.atomicObject()) {
            SortedMap<String, FieldSet> below = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                boolean own = !shape.declares(entry.getKey());
                below.put(
                        FieldKey.field(entry.getKey()),
                        node(entry.getValue(), shape.field(entry.getKey()), own, containers));
            }
            return FieldSet.of(itself || containers && !(shape instanceof Shape.Struct), below);
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && granular(shape)) {
            Shape.ListOf list = (Shape.ListOf) shape;
            SortedMap<String, FieldSet> below = new TreeMap<>();
            items(array, list).forEach((key, item) -> below.put(key, node(item, list.items(), true, containers)));
            return FieldSet.of(itself || containers, below);
        }
        return FieldSet.LEAF;
    }

    static boolean granular(Shape shape) {
        return shape instanceof Shape.ListOf list && list.type() != Shape.ListType.ATOMIC;
    }

    private static Map<String, JsonNode> children(ObjectNode object) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        object.properties().forEach(entry -> children.put(FieldKey.field(entry.getKey()), entry.getValue()));
        return children;
    }

    /** Items by their names; of items with the same name the first one counts. */
    static Map<String, JsonNode> items(ArrayNode array, Shape.ListOf list) {
        Map<String, JsonNode> items = new LinkedHashMap<>();
        array.forEach(item -> items.putIfAbsent(FieldKey.item(item, list), item));
        return items;
    }
}
