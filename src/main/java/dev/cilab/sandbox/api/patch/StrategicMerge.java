package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.schema.Shape;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch: a merge patch that knows the type. Lists with a merge key are merged item by item, and directives in the patch say what
 * a merge cannot: {@code $patch: delete|replace|merge}, {@code $deleteFromPrimitiveList/F}, {@code $setElementOrder/F}, {@code $retainKeys}.
 */
final class StrategicMerge {

    static final String DIRECTIVE = "$patch";
    static final String RETAIN_KEYS = "$retainKeys";
    static final String DELETE_FROM = "$deleteFromPrimitiveList/";
    static final String ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    /** @throws ApiError 400 when a directive or a list item cannot be understood */
    static ObjectNode apply(ObjectNode target, ObjectNode patch, Shape shape) {
        return merge(target.deepCopy(), patch, shape);
    }

    private static ObjectNode merge(ObjectNode target, ObjectNode patch, Shape shape) {
        JsonNode directive = patch.path(DIRECTIVE);
        if (!directive.isMissingNode()) {
            switch (directive.asString("")) {
                case "replace" -> {
                    return withoutDirectives(patch);
                }
                case "delete" -> {
                    return patch.objectNode();
                }
                case "merge" -> {
                    // the default
                }
                default -> throw bad("Unknown patch type: " + directive.asString(""));
            }
        }
        retainKeys(target, patch);
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String key = change.getKey();
            if (key.equals(DIRECTIVE) || key.equals(RETAIN_KEYS) || key.startsWith(ORDER)) {
                continue;
            }
            if (key.startsWith(DELETE_FROM)) {
                deleteScalars(target, key.substring(DELETE_FROM.length()), change.getValue());
            } else if (change.getValue().isNull()) {
                target.remove(key);
            } else {
                target.set(key, mergeValue(target.get(key), change.getValue(), shape.field(key)));
            }
        }
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            if (change.getKey().startsWith(ORDER)) {
                String field = change.getKey().substring(ORDER.length());
                ListOrder.apply(target, field, change.getValue(), mergeKey(shape.field(field)));
            }
        }
        return target;
    }

    private static JsonNode mergeValue(JsonNode current, JsonNode change, Shape shape) {
        if (change instanceof ObjectNode object) {
            return merge(current instanceof ObjectNode present ? present : object.objectNode(), object, shape);
        }
        if (change instanceof ArrayNode list
                && shape instanceof Shape.ListOf of
                && of.patch().merge()) {
            return mergeList(current instanceof ArrayNode present ? present : list.arrayNode(), list, of);
        }
        return withoutDirectives(change);
    }

    private static ArrayNode mergeList(ArrayNode current, ArrayNode patch, Shape.ListOf shape) {
        if (shape.patch().key().isEmpty()) {
            return union(current, patch);
        }
        String key = shape.patch().key();
        for (JsonNode item : patch) {
            if (item.path(DIRECTIVE).asString("").equals("replace")) {
                return replacement(patch);
            }
        }
        for (JsonNode item : patch) {
            if (!(item instanceof ObjectNode change) || !change.has(key)) {
                throw bad("map: " + item + " does not contain declared merge key: " + key);
            }
            int at = indexOf(current, key, change.get(key));
            if (change.path(DIRECTIVE).asString("").equals("delete")) {
                for (; at >= 0; at = indexOf(current, key, change.get(key))) {
                    current.remove(at);
                }
            } else if (at >= 0) {
                current.set(at, mergeValue(current.get(at), change, shape.items()));
            } else {
                current.add(mergeValue(null, change, shape.items()));
            }
        }
        return current;
    }

    private static ArrayNode union(ArrayNode current, ArrayNode patch) {
        for (JsonNode value : patch) {
            if (indexOf(current, value) < 0) {
                current.add(value);
            }
        }
        return current;
    }

    /** A list in which one item says {@code $patch: replace}: the other items are the new list. */
    private static ArrayNode replacement(ArrayNode patch) {
        ArrayNode list = patch.arrayNode();
        for (JsonNode item : patch) {
            if (!item.has(DIRECTIVE)) {
                list.add(withoutDirectives(item));
            }
        }
        return list;
    }

    private static void retainKeys(ObjectNode target, ObjectNode patch) {
        JsonNode retained = patch.path(RETAIN_KEYS);
        if (retained.isMissingNode()) {
            return;
        }
        if (!retained.isArray()) {
            throw bad("wrong patch format: $retainKeys is not a list");
        }
        Set<String> keep = new HashSet<>();
        retained.forEach(name -> keep.add(name.asString()));
        for (String key : patch.propertyNames()) {
            if (!key.startsWith("$") && !patch.get(key).isNull() && !keep.contains(key)) {
                throw bad("wrong patch format: $retainKeys does not hold " + key);
            }
        }
        target.retain(keep);
    }

    private static void deleteScalars(ObjectNode target, String field, JsonNode values) {
        if (!values.isArray()) {
            throw bad("wrong patch format: " + DELETE_FROM + field + " is not a list");
        }
        if (target.get(field) instanceof ArrayNode list) {
            for (JsonNode value : values) {
                for (int at = indexOf(list, value); at >= 0; at = indexOf(list, value)) {
                    list.remove(at);
                }
            }
        }
    }

    private static String mergeKey(Shape shape) {
        return shape instanceof Shape.ListOf list ? list.patch().key() : "";
    }

    static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (Values.same(list.get(i).path(key), value)) {
                return i;
            }
        }
        return -1;
    }

    static int indexOf(ArrayNode list, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (Values.same(list.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    /** What remains of a value that has nothing to merge with: no directives, no nulls. */
    private static <T extends JsonNode> T withoutDirectives(T value) {
        @SuppressWarnings("unchecked")
        T copy = (T) value.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
            object.remove(object.propertyNames().stream()
                    .filter(StrategicMerge::directive)
                    .toList());
        }
        value.forEach(StrategicMerge::strip);
    }

    private static boolean directive(String key) {
        return key.equals(DIRECTIVE) || key.equals(RETAIN_KEYS) || key.startsWith(DELETE_FROM) || key.startsWith(ORDER);
    }

    static ApiError bad(String why) {
        return new ApiError(400, "BadRequest", why);
    }
}
