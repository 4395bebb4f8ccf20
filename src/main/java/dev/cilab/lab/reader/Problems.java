package dev.cilab.lab.reader;

import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Position;
import dev.cilab.lab.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects everything that is wrong, so that all of it is told at once. */
final class Problems {

    private final Map<String, List<String>> sources = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final List<Problem> found = new ArrayList<>();

    /** Makes a file's text known, for snippets. */
    void source(String file, String text) {
        if (sources.put(file, text.lines().toList()) == null) {
            order.add(file);
        }
    }

    void add(YamlNode node, String message, String suggestion) {
        int length = node instanceof YamlNode.Scalar scalar
                ? Math.max(1, firstLine(scalar.raw()).length())
                : 1;
        add(node.at(), length, message, suggestion);
    }

    /** A problem with a part of a scalar's text; the caret goes to that part where it can be found. */
    void add(YamlNode.Scalar scalar, String part, String message, String suggestion) {
        add(find(scalar.at(), part), part.length(), message, suggestion);
    }

    void add(Position at, int length, String message, String suggestion) {
        String line = line(at);
        int room = Math.max(1, line.length() - at.column() + 1);
        found.add(new Problem(at, message, suggestion, line, Math.max(1, Math.min(length, room))));
    }

    /** A word that is not among those allowed. */
    void unknown(YamlNode node, String message, String word, Collection<String> allowed) {
        add(node, message, Suggestion.of(word, allowed));
    }

    void throwIfAny() throws LabInvalid {
        if (!found.isEmpty()) {
            found.sort(Comparator.<Problem>comparingInt(
                            problem -> order.indexOf(problem.at().file()))
                    .thenComparingInt(problem -> problem.at().line())
                    .thenComparingInt(problem -> problem.at().column()));
            throw new LabInvalid(found.stream().distinct().toList());
        }
    }

    private Position find(Position from, String part) {
        List<String> lines = sources.getOrDefault(from.file(), List.of());
        for (int line = from.line(); line <= lines.size(); line++) {
            int column = lines.get(line - 1).indexOf(part, line == from.line() ? from.column() - 1 : 0);
            if (column >= 0) {
                return new Position(from.file(), line, column + 1);
            }
        }
        return from;
    }

    private String line(Position at) {
        List<String> lines = sources.getOrDefault(at.file(), List.of());
        return at.line() >= 1 && at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
