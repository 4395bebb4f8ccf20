package dev.cilab.sandbox.api.registry;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order in which a group's versions are preferred: v2, v1, v1beta2, v1beta1, v1alpha1, then other names alphabetically. */
public final class VersionOrder {

    public static final Comparator<String> NEWEST_FIRST = VersionOrder::compare;

    private static final Pattern VERSION = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");

    private VersionOrder() {}

    private static int compare(String left, String right) {
        Matcher one = VERSION.matcher(left);
        Matcher two = VERSION.matcher(right);
        boolean first = one.matches();
        boolean second = two.matches();
        if (!first || !second) {
            return first ? -1 : second ? 1 : left.compareTo(right);
        }
        int byStability = Integer.compare(stability(two), stability(one));
        if (byStability != 0) {
            return byStability;
        }
        int byMajor = Integer.compare(number(two, 1), number(one, 1));
        return byMajor != 0 ? byMajor : Integer.compare(number(two, 3), number(one, 3));
    }

    private static int stability(Matcher version) {
        String level = version.group(2);
        return level == null ? 2 : level.equals("beta") ? 1 : 0;
    }

    private static int number(Matcher version, int group) {
        String digits = version.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
