package dev.cilab.ssh;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The patterns of Host and Match lines: {@code *}, {@code ?} and a leading {@code !} that excludes. */
final class HostPattern {

    private HostPattern() {}

    /** At least one pattern matches and no negated one does. */
    static boolean anyMatch(List<String> patterns, String name) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), name)) {
                    return false;
                }
            } else {
                matched |= matches(pattern, name);
            }
        }
        return matched;
    }

    /** Only criteria that can be decided from the name alone; any other makes the block not apply. */
    static boolean matchLine(List<String> words, String name) {
        if (words.equals(List.of("all"))) {
            return true;
        }
        for (int i = 0; i < words.size(); i += 2) {
            String criterion = words.get(i).toLowerCase(Locale.ROOT);
            boolean byName = criterion.equals("host") || criterion.equals("originalhost");
            if (!byName
                    || i + 1 == words.size()
                    || !anyMatch(List.of(words.get(i + 1).split(",")), name)) {
                return false;
            }
        }
        return !words.isEmpty();
    }

    private static boolean matches(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(name)
                .matches();
    }
}
