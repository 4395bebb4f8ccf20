package dev.cilab.sandbox.api.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a place in an object is made of: as much as merging, pruning and strict decoding need to know. */
public sealed interface Shape {

    /** How server-side apply tells a list's items apart. */
    enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    /** @param type {@code string}, {@code boolean}, {@code int32}, {@code int64}, {@code number}, {@code intstr} or {@code quantity} */
    record Scalar(String type) implements Shape {}

    /** Anything goes; owned and replaced as a whole where its parent is, walked field by field where it holds a map. */
    record Any() implements Shape {}

    /** Free keys, one shape of values. */
    record MapOf(Shape values, boolean atomic) implements Shape {}

    /**
     * @param keys        the fields that tell items apart, for {@link ListType#MAP}
     * @param keyDefaults what an absent key field counts as
     * @param patch       what strategic merge patch does
     */
    record ListOf(Shape items, ListType type, List<String> keys, Map<String, JsonNode> keyDefaults, Patch patch)
            implements Shape {}

    /**
     * Strategic merge patch's view of a list.
     *
     * @param merge      items are merged; otherwise the list is replaced
     * @param key        the merge key; empty for scalars
     * @param retainKeys clients say with {@code $retainKeys} which keys of an item stay
     */
    record Patch(boolean merge, String key, boolean retainKeys) {

        public static final Patch REPLACE = new Patch(false, "", false);
    }

    /** A fixed set of fields. Not a record: types may hold themselves. */
    final class Struct implements Shape {

        private final String name;
        private final boolean atomic;
        private final boolean open;
        private final Set<String> required;
        private final Map<String, Shape> fields;

        /**
         * @param open   unknown fields are kept ({@code x-kubernetes-preserve-unknown-fields})
         * @param fields may still be filled by its maker, for types that hold themselves
         */
        Struct(String name, boolean atomic, boolean open, Set<String> required, Map<String, Shape> fields) {
            this.name = name;
            this.atomic = atomic;
            this.open = open;
            this.required = Collections.unmodifiableSet(required);
            this.fields = Collections.unmodifiableMap(fields);
        }

        Struct(String name, Map<String, Shape> fields) {
            this(name, false, false, Set.of(), new TreeMap<>(fields));
        }

        public String name() {
            return name;
        }

        public boolean atomic() {
            return atomic;
        }

        public boolean open() {
            return open;
        }

        public Set<String> required() {
            return required;
        }

        public Map<String, Shape> fields() {
            return fields;
        }

        @Override
        public String toString() {
            return "Struct[" + name + "]";
        }
    }

    Any ANY = new Any();

    /** The shape of a key's value here: a field's, a map value's, or anything where nothing is known. */
    default Shape field(String key) {
        return switch (this) {
            case Struct struct -> struct.fields().getOrDefault(key, ANY);
            case MapOf map -> map.values();
            case ListOf list -> ANY;
            case Scalar scalar -> ANY;
            case Any any -> ANY;
        };
    }

    /** The shape of an item here. */
    default Shape items() {
        return this instanceof ListOf list ? list.items() : ANY;
    }

    /** Is this key a declared field (and not merely a key of a map)? */
    default boolean declares(String key) {
        return this instanceof Struct struct && struct.fields().containsKey(key);
    }

    /** Is an object at this place owned and replaced as a whole? */
    default boolean atomicObject() {
        return switch (this) {
            case Struct struct -> struct.atomic();
            case MapOf map -> map.atomic();
            case ListOf list -> false;
            case Scalar scalar -> true;
            case Any any -> false;
        };
    }
}
