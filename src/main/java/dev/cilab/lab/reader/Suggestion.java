package dev.cilab.lab.reader;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** "Did you mean", or what is allowed when nothing comes close. */
public final class Suggestion {

    /** A longer list would not help. */
    private static final int MOST = 14;

    private Suggestion() {}

    public static String of(String word, Collection<String> allowed) {
        return allowed.stream()
                .filter(each -> distance(word, each) <= Math.max(1, Math.min(word.length(), each.length()) / 3))
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .map(each -> "did you mean \"" + each + "\"?")
                .orElseGet(() -> list(allowed));
    }

    private static String list(Collection<String> allowed) {
        if (allowed.isEmpty()) {
            return "";
        }
        List<String> sorted = allowed.stream().sorted().toList();
        String more = sorted.size() > MOST ? " …" : "";
        return "allowed: " + String.join(", ", sorted.subList(0, Math.min(MOST, sorted.size()))) + more;
    }

    /** Edits (insert, delete, replace, swap of neighbours) from one word to the other, ignoring case. */
    private static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
