package dev.cilab.check;

import dev.cilab.data.Plain;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An observation as a check sees it.
 *
 * @param bindings what expressions see: the observation's components
 * @param rows     the things seen, each a map
 * @param places   where was looked, in the order asked
 * @param missing  places that did not answer → why
 */
record Rows(
        ProbeSpec spec,
        Map<String, Object> bindings,
        List<Map<String, Object>> rows,
        List<String> places,
        Map<String, String> missing) {

    static Rows of(ProbeSpec spec, ProbeCall call, Object observed) {
        Map<String, Object> plain = asMap(Plain.of(observed));
        List<Map<String, Object>> rows = spec.rows().isEmpty() ? List.of(plain) : maps(plain.get(spec.rows()));
        return new Rows(spec, plain, rows, places(call, plain, rows), missing(plain));
    }

    List<Map<String, Object>> at(String place) {
        return rows.stream().filter(row -> place.equals(row.get("on"))).toList();
    }

    boolean hasPlaces() {
        return spec.fields().contains("on") && !places.isEmpty();
    }

    /** e.g. {@code 6 peers}; the observation's own words where it sums itself up. */
    String counted() {
        if (bindings.get("summary") instanceof String summary && !rows.isEmpty()) {
            return summary;
        }
        if (spec.rows().isEmpty()) {
            return spec.verb();
        }
        return rows.size() == 1 ? "1 " + one(spec.rows()) : rows.size() + " " + spec.rows();
    }

    private static String one(String many) {
        return many.endsWith("ies")
                ? many.substring(0, many.length() - 3) + "y"
                : many.substring(0, many.length() - (many.endsWith("s") ? 1 : 0));
    }

    /** What a row is called: where it was seen and its key. */
    String name(Map<String, Object> row) {
        String on = String.valueOf(row.getOrDefault("on", ""));
        String key = spec.key().isEmpty() ? "" : key(row);
        return on.equals(key) ? key : (on + " " + key).strip();
    }

    String key(Map<String, Object> row) {
        Object key = row.get(spec.key());
        Object name = key instanceof Map<?, ?> map ? map.get("name") : key;
        return String.valueOf(name);
    }

    private static List<String> places(ProbeCall call, Map<String, Object> plain, List<Map<String, Object>> rows) {
        if (plain.get("places") instanceof List<?> places) {
            return places.stream().map(String::valueOf).toList();
        }
        Set<String> seen = new LinkedHashSet<>(call.on());
        rows.stream().filter(row -> row.containsKey("on")).forEach(row -> seen.add(String.valueOf(row.get("on"))));
        return List.copyOf(seen);
    }

    private static Map<String, String> missing(Map<String, Object> plain) {
        Map<String, String> missing = new LinkedHashMap<>();
        if (plain.get("unreachable") instanceof List<?>) {
            maps(plain.get("unreachable"))
                    .forEach(each ->
                            missing.put(String.valueOf(each.get("place")), each.get("where") + ": " + each.get("why")));
        }
        return missing;
    }

    private static List<Map<String, Object>> maps(Object value) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(each -> maps.add(asMap(each)));
        }
        return maps;
    }

    private static Map<String, Object> asMap(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, each) -> map.put(String.valueOf(key), each));
        } else {
            map.put("value", value);
        }
        return map;
    }
}
