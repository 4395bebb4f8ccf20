package dev.cilab.action;

import java.util.List;
import java.util.Set;

/**
 * Which wanted lines a configuration lacks. The order of lines does not matter. FRR does not print what is the default, so {@code no X} holds
 * where X is absent, except for the few options that are on by themselves: there the absence of {@code no X} means X.
 */
final class FrrLines {

    private static final String NO = "no ";

    /** On unless switched off (traditional profile, FRR 7.4 and later). */
    private static final Set<String> ON_BY_DEFAULT = Set.of(
            "bgp ebgp-requires-policy",
            "bgp network import-check",
            "bgp default ipv4-unicast",
            "bgp graceful-restart notification",
            "bgp hard-administrative-reset");

    private FrrLines() {}

    static List<String> lacking(List<String> present, List<String> wanted) {
        return wanted.stream()
                .map(FrrFile::normal)
                .filter(line -> !holds(present, line))
                .toList();
    }

    private static boolean holds(List<String> present, String line) {
        if (present.contains(line)) {
            return true;
        }
        if (!line.startsWith(NO)) {
            return ON_BY_DEFAULT.contains(line) && !present.contains(NO + line);
        }
        String positive = line.substring(NO.length());
        return !ON_BY_DEFAULT.contains(positive)
                && present.stream().noneMatch(p -> p.equals(positive) || p.startsWith(positive + " "));
    }

    /** The lines that a {@code no …} takes out of a file. */
    static List<String> removedBy(List<String> present, List<String> wanted) {
        List<String> negated = wanted.stream()
                .map(FrrFile::normal)
                .filter(l -> l.startsWith(NO))
                .map(l -> l.substring(NO.length()))
                .toList();
        return present.stream()
                .filter(p -> negated.stream().anyMatch(n -> p.equals(n) || p.startsWith(n + " ")))
                .toList();
    }
}
