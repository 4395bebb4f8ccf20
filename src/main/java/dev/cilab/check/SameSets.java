package dev.cilab.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what several sides saw, as sets. */
final class SameSets {

    /** @param name e.g. {@code routes on router}; @param rows reduced to the fields that count */
    record Side(String name, Set<Map<String, Object>> rows) {}

    private SameSets() {}

    /** One difference per side: what the others have and this one misses. Nothing on any side is a difference too. */
    static List<Difference> compare(List<Side> sides) {
        Set<Map<String, Object>> all = new LinkedHashSet<>();
        sides.forEach(side -> all.addAll(side.rows()));
        if (all.isEmpty()) {
            return List.of(new Difference("", "something to compare", "nothing on any side"));
        }
        List<Difference> differences = new ArrayList<>();
        for (Side side : sides) {
            Set<Map<String, Object>> lost = new LinkedHashSet<>(all);
            lost.removeAll(side.rows());
            if (!lost.isEmpty()) {
                differences.add(new Difference(
                        side.name() + ":",
                        lost.stream().map(SameSets::shown).collect(Collectors.joining("; ")),
                        "missing there"));
            }
        }
        return differences;
    }

    private static String shown(Map<String, Object> row) {
        return row.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
