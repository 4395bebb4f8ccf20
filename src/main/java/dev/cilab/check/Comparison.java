package dev.cilab.check;

import dev.cilab.lab.Expectation;
import dev.cilab.lab.cel.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds expectations against rows. */
final class Comparison {

    private final Rows rows;
    private final Map<String, Object> bindings;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Rows rows, Map<String, Object> bindings) {
        this.rows = rows;
        this.bindings = bindings;
    }

    /**
     * @param bindings what expressions see
     * @throws Expression.NoValue when an expression has no value for what was seen
     */
    static List<Difference> of(List<Expectation> expectations, Rows rows, Map<String, Object> bindings)
            throws Expression.NoValue {
        Comparison comparison = new Comparison(rows, bindings);
        for (Expectation expectation : expectations) {
            switch (expectation) {
                case Expectation.Keys keys -> comparison.keys(keys.expected());
                case Expectation.Fields fields -> comparison.fields(fields.values());
                case Expectation.That that -> comparison.that(that.expression());
            }
        }
        return comparison.differences;
    }

    private void keys(List<String> expected) {
        if (expected.isEmpty()) {
            differences.add(new Difference("", "something", "an empty list of what to expect"));
        } else if (rows.hasPlaces()) {
            rows.places().stream()
                    .filter(place -> !rows.missing().containsKey(place))
                    .forEach(place -> keys(place, expected, rows.at(place)));
        } else {
            keys("", expected, rows.rows());
        }
    }

    private void keys(String place, List<String> expected, List<Map<String, Object>> seen) {
        Set<String> keys = seen.stream().map(rows::key).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> lost = new TreeSet<>(expected);
        lost.removeAll(keys);
        Set<String> extra = new TreeSet<>(keys);
        expected.forEach(extra::remove);
        String where = place.isEmpty() ? "" : place + ":";
        if (!lost.isEmpty()) {
            differences.add(new Difference(
                    where,
                    String.join(", ", lost),
                    keys.isEmpty() ? "nothing at all" : "only " + String.join(", ", keys)));
        }
        if (!extra.isEmpty()) {
            differences.add(new Difference(
                    where, "no other than " + String.join(", ", expected), "also " + String.join(", ", extra)));
        }
    }

    private void fields(Map<String, Object> wanted) {
        if (rows.rows().isEmpty() && rows.missing().isEmpty()) {
            differences.add(new Difference("", rows.spec().rows() + " with " + wanted, "none at all"));
        }
        for (Map<String, Object> row : rows.rows()) {
            wanted.forEach((name, value) -> {
                if (!Match.subset(value, row.get(name))) {
                    differences.add(new Difference(
                            rows.name(row) + ": " + name, Match.shown(value), Match.shown(row.get(name))));
                }
            });
        }
    }

    private void that(Expression expression) throws Expression.NoValue {
        Expression.Evaluation evaluation = expression.evaluate(bindings);
        if (!(evaluation.value() instanceof Boolean holds)) {
            throw Expression.noValue("\"" + expression + "\" is neither true nor false");
        }
        if (holds && evaluation.vacuous()) {
            differences.add(new Difference("", "something to compare (" + expression + ")", "nothing that was seen"));
        } else if (!holds) {
            broken(expression);
        }
    }

    /** For a claim about all of something: those that break it. */
    private void broken(Expression expression) throws Expression.NoValue {
        List<?> exceptions = expression.exceptions(bindings);
        if (exceptions.isEmpty()) {
            differences.add(new Difference("", expression.toString(), "not so"));
        }
        for (Object exception : exceptions) {
            String name =
                    exception instanceof Map<?, ?> row ? Match.row(row, expression.fields()) : Match.shown(exception);
            differences.add(new Difference(name + ":", expression.toString(), "not so"));
        }
    }
}
