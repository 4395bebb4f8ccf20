package dev.cilab.sandbox.api.patch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of places in an object, in the form of {@code fieldsV1}: children are named {@code f:<field>}, {@code k:<keys of a list item>} or
 * {@code v:<scalar of a set>}. A node is in the set itself when it is a {@code member}. Immutable.
 */
record FieldSet(boolean member, SortedMap<String, FieldSet> children) {

    static final FieldSet EMPTY = new FieldSet(false, Collections.emptySortedMap());
    static final FieldSet LEAF = new FieldSet(true, Collections.emptySortedMap());

    static FieldSet of(boolean member, SortedMap<String, FieldSet> children) {
        SortedMap<String, FieldSet> some = new TreeMap<>(children);
        some.values().removeIf(FieldSet::isEmpty);
        return new FieldSet(member, Collections.unmodifiableSortedMap(some));
    }

    static FieldSet fromJson(JsonNode json) {
        SortedMap<String, FieldSet> children = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getKey().equals(".")) {
                JsonNode child = entry.getValue();
                FieldSet below = fromJson(child);
                children.put(entry.getKey(), child.isEmpty() ? LEAF : new FieldSet(child.has("."), below.children()));
            }
        }
        return new FieldSet(json.has("."), children);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((name, child) -> json.set(name, child.toJson()));
        return json;
    }

    boolean isEmpty() {
        return !member && children.isEmpty();
    }

    /** Never null. */
    FieldSet child(String name) {
        return children.getOrDefault(name, EMPTY);
    }

    FieldSet with(String name, FieldSet child) {
        SortedMap<String, FieldSet> changed = new TreeMap<>(children);
        changed.put(name, child);
        return of(member, changed);
    }

    FieldSet union(FieldSet other) {
        SortedMap<String, FieldSet> all = new TreeMap<>(children);
        other.children.forEach((name, child) -> all.merge(name, child, FieldSet::union));
        return of(member || other.member, all);
    }

    /** The places of this set that are not places of the other. */
    FieldSet minus(FieldSet other) {
        SortedMap<String, FieldSet> rest = new TreeMap<>(children);
        rest.replaceAll((name, child) -> child.minus(other.child(name)));
        return of(member && !other.member, rest);
    }

    FieldSet intersect(FieldSet other) {
        SortedMap<String, FieldSet> both = new TreeMap<>(children);
        both.replaceAll((name, child) -> child.intersect(other.child(name)));
        return of(member && other.member, both);
    }

    /** The members in print, e.g. {@code .spec.template.spec.containers[name="nginx"].image}. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        if (member) {
            paths.add(prefix);
        }
        children.forEach((name, child) -> child.collect(prefix + FieldKey.print(name), paths));
    }
}
