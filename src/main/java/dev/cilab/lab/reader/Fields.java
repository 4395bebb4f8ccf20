package dev.cilab.lab.reader;

import dev.cilab.lab.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One map of a lab file. Asking for a key makes it known; {@link #done} reports the others. A wrong type is put on record and answered with
 * an empty value, so that reading goes on and finds the rest.
 */
final class Fields {

    private final Values values;
    private final YamlNode node;
    private final String what;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** @param what names the map in messages, e.g. {@code a step} */
    Fields(YamlNode node, String what, Values values) {
        this.node = node;
        this.what = what;
        this.values = values;
        if (node instanceof YamlNode.Mapping map) {
            map.entries().forEach(entry -> entries.put(entry.key().raw(), entry));
        } else {
            values.problems().add(node, what + " must be a map, not " + node.kind(), "");
        }
    }

    Position at() {
        return node.at();
    }

    Values values() {
        return values;
    }

    boolean has(String key) {
        asked.add(key);
        return entries.containsKey(key);
    }

    Optional<YamlNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(YamlNode.Entry::value);
    }

    /** The entries that nobody has asked for so far. */
    List<YamlNode.Entry> others() {
        return entries.entrySet().stream()
                .filter(each -> !asked.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    String required(String key) {
        if (!has(key)) {
            missing(key);
            return "";
        }
        return text(key, "");
    }

    void missing(String key) {
        if (node instanceof YamlNode.Mapping) {
            values.problems().add(node, what + " needs \"" + key + "\"", "");
        }
    }

    String text(String key, String otherwise) {
        return node(key)
                .map(found -> Texts.text(found, "\"" + key + "\"", values))
                .orElse(otherwise);
    }

    /** A list of texts; one text is a list of one. */
    List<String> texts(String key) {
        return node(key)
                .map(found -> Texts.list(found, "\"" + key + "\"", values))
                .orElse(List.of());
    }

    Map<String, String> textMap(String key) {
        return node(key)
                .map(found -> Texts.map(found, "\"" + key + "\"", values))
                .orElse(Map.of());
    }

    boolean flag(String key) {
        return node(key)
                .map(found -> {
                    if (values.plain(found) instanceof Boolean flag) {
                        return flag;
                    }
                    values.problems().add(found, "\"" + key + "\" must be true or false, not " + found.kind(), "");
                    return false;
                })
                .orElse(false);
    }

    int number(String key) {
        YamlNode found = node(key).orElse(null);
        if (found == null) {
            missing(key);
            return 0;
        }
        if (values.plain(found) instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        values.problems().add(found, "\"" + key + "\" must be a whole number, not " + found.kind(), "");
        return 0;
    }

    /** The items of a list of maps, or of whatever else the caller makes of them. */
    List<YamlNode> items(String key) {
        YamlNode found = node(key).orElse(null);
        if (found == null || found instanceof YamlNode.Scalar scalar && scalar.value() == null) {
            return List.of();
        }
        if (found instanceof YamlNode.Sequence list) {
            return list.items();
        }
        values.problems().add(found, "\"" + key + "\" must be a list, not " + found.kind(), "");
        return List.of();
    }

    List<YamlNode.Entry> entries(String key) {
        YamlNode found = node(key).orElse(null);
        if (found == null || found instanceof YamlNode.Scalar scalar && scalar.value() == null) {
            return List.of();
        }
        if (found instanceof YamlNode.Mapping map) {
            return map.entries();
        }
        values.problems().add(found, "\"" + key + "\" must be a map, not " + found.kind(), "");
        return List.of();
    }

    /** Reports every key that was never asked for. */
    void done() {
        done(Set.of());
    }

    /** @param more keys that would have been read as well, had they been there */
    void done(Set<String> more) {
        List<String> allowed = new ArrayList<>(asked);
        allowed.addAll(more);
        others().forEach(entry -> values.problems()
                .unknown(
                        entry.key(),
                        "unknown key \"" + entry.key().raw() + "\" in " + what,
                        entry.key().raw(),
                        allowed));
    }
}
