package dev.cilab.helm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Values of a Helm release: a tree of maps whose leaves are texts, numbers, truth values, lists or null. Whole numbers are Long, others
 * Double, whichever reader they come from, so that equal values are equal.
 */
public record HelmValues(Map<String, Object> tree) {

    public static final HelmValues NONE = new HelmValues(Map.of());

    public HelmValues {
        tree = Collections.unmodifiableMap(plain(tree));
    }

    /** One value, at a path as {@code helm --set} takes it: dots part names, {@code \.} is a dot in a name. */
    public static HelmValues at(String path, Object value) {
        List<String> names = names(path);
        Object tree = value;
        for (int i = names.size() - 1; i >= 0; i--) {
            Map<String, Object> above = new LinkedHashMap<>();
            above.put(names.get(i), tree);
            tree = above;
        }
        return new HelmValues(asMap(tree));
    }

    /** These, and the others on top: maps are merged, anything else is replaced. A null stays: Helm takes it to remove a default. */
    public HelmValues with(HelmValues over) {
        return new HelmValues(merged(tree, over.tree, false));
    }

    /**
     * What {@code helm upgrade --reuse-values} makes of a release's values and new ones: like {@link #with}, but null takes the value away,
     * so that the chart's default holds again.
     */
    public HelmValues reusedWith(HelmValues over) {
        return new HelmValues(merged(tree, over.tree, true));
    }

    /** What is different, leaf by leaf, in the order of the wanted tree; empty when they are equal. */
    public List<ValueChange> changes(HelmValues wanted) {
        List<ValueChange> changes = new ArrayList<>();
        compare("", tree, wanted.tree, changes);
        return List.copyOf(changes);
    }

    /** Every leaf by its path; an empty map is a leaf. */
    public Map<String, Object> leaves() {
        Map<String, Object> leaves = new LinkedHashMap<>();
        NONE.changes(this).forEach(change -> leaves.put(change.path(), change.after()));
        return leaves;
    }

    /** For showing: what its name says is secret is replaced. */
    public HelmValues withoutSecrets() {
        return new HelmValues(asMap(hidden("", tree)));
    }

    private static Object hidden(String name, Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> shown = new LinkedHashMap<>();
                map.forEach((key, each) -> shown.put(String.valueOf(key), hidden(String.valueOf(key), each)));
                yield shown;
            }
            case List<?> list -> list.stream().map(each -> hidden(name, each)).toList();
            case String text when !text.isEmpty() && ValueChange.names(name) -> ValueChange.HIDDEN;
            case null, default -> value;
        };
    }

    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over, boolean nullRemoves) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> {
            if (value == null && nullRemoves) {
                merged.remove(key);
            } else if (value instanceof Map<?, ?> inner) {
                Map<String, Object> below = merged(asMap(merged.get(key)), asMap(inner), nullRemoves);
                if (nullRemoves && below.isEmpty() && !inner.isEmpty()) {
                    merged.remove(key);
                } else {
                    merged.put(key, below);
                }
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    private static void compare(
            String path, Map<String, Object> from, Map<String, Object> to, List<ValueChange> found) {
        Set<String> keys = new LinkedHashSet<>(to.keySet());
        keys.addAll(from.keySet());
        for (String key : keys) {
            String name = key.replace(".", "\\.");
            String at = path.isEmpty() ? name : path + "." + name;
            Object before = from.get(key);
            Object after = to.get(key);
            boolean below =
                    after instanceof Map<?, ?> map && !map.isEmpty() && (before == null || before instanceof Map);
            boolean gone = !to.containsKey(key) && before instanceof Map<?, ?> map && !map.isEmpty();
            if (below || gone) {
                compare(at, asMap(before), asMap(after), found);
            } else if (!Objects.equals(before, after) || from.containsKey(key) != to.containsKey(key)) {
                found.add(new ValueChange(at, before, after, from.containsKey(key), to.containsKey(key)));
            }
        }
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("(?<!\\\\)\\.")) {
            names.add(name.replace("\\.", "."));
        }
        return names;
    }

    private static Map<String, Object> asMap(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, each) -> map.put(String.valueOf(key), each));
        }
        return map;
    }

    private static Map<String, Object> plain(Map<?, ?> values) {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(String.valueOf(key), plain(value)));
        return map;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> plain(map);
            case List<?> list -> Collections.unmodifiableList(plainItems(list));
            case Float number -> whole(number.doubleValue());
            case Double number -> whole(number);
            case Number number -> number.longValue();
            case null, default -> value;
        };
    }

    private static List<Object> plainItems(List<?> items) {
        List<Object> plain = new ArrayList<>();
        items.forEach(item -> plain.add(plain(item)));
        return plain;
    }

    private static Object whole(double number) {
        long nearest = (long) number;
        return nearest == number ? (Object) nearest : (Object) number;
    }
}
