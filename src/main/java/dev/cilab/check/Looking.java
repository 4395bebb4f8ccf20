package dev.cilab.check;

import dev.cilab.data.Plain;
import dev.cilab.env.Scope;
import dev.cilab.lab.Check;
import dev.cilab.lab.Expectation;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Subject;
import dev.cilab.lab.cel.Expression;
import dev.cilab.probe.Observation;
import dev.cilab.probe.Probes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One look of a check: asks the probes and compares what they saw. */
final class Looking {

    /** What one look gave. */
    sealed interface Look {

        /** As expected. */
        record Met(String seen) implements Look {}

        /** @param hopeless waiting will not mend it; @param why the probe's own words for that */
        record Differs(List<Difference> differences, Map<String, Object> bindings, boolean hopeless, String why)
                implements Look {}

        record Blind(String why) implements Look {}
    }

    private final Probes probes;
    private final Scope scope;

    Looking(Probes probes, Scope scope) {
        this.probes = probes;
        this.scope = scope;
    }

    Look look(Check check) {
        try {
            return switch (check.subject()) {
                case Subject.Look look -> one(check, look.call());
                case Subject.Same same -> same(check, same);
            };
        } catch (Expression.NoValue e) {
            return new Look.Blind(e.getMessage());
        }
    }

    private Look one(Check check, ProbeCall call) throws Expression.NoValue {
        return switch (probes.observe(call, scope)) {
            case Observation.Unseen<?> unseen -> new Look.Blind(unseen.why());
            case Observation.Seen<?> seen -> compared(check, rows(call, seen.value()), false, "");
            case Observation.Hopeless<?> hopeless ->
                compared(check, rows(call, hopeless.value()), true, hopeless.why());
        };
    }

    private Rows rows(ProbeCall call, Object observed) {
        return Rows.of(probes.probe(call.verb()).orElseThrow(), call, observed);
    }

    private Look compared(Check check, Rows rows, boolean hopeless, String why) throws Expression.NoValue {
        Map<String, Object> bindings = bindings(check);
        bindings.putAll(rows.bindings());
        List<Difference> differences = Comparison.of(check.expectations(), rows, bindings);
        if (!differences.isEmpty()) {
            return new Look.Differs(differences, bindings, hopeless, why);
        }
        return rows.missing().isEmpty()
                ? new Look.Met(rows.counted())
                : new Look.Blind(String.join("; ", rows.missing().values()));
    }

    private Map<String, Object> bindings(Check check) {
        Map<String, Object> bindings = new LinkedHashMap<>();
        scope.vars().forEach((name, value) -> bindings.put(name, Plain.of(value)));
        List<String> expected = check.expectations().stream()
                .filter(Expectation.Keys.class::isInstance)
                .flatMap(each -> ((Expectation.Keys) each).expected().stream())
                .toList();
        bindings.put("expected", expected);
        return bindings;
    }

    private Look same(Check check, Subject.Same same) throws Expression.NoValue {
        List<SameSets.Side> sides = new ArrayList<>();
        for (Subject.Side side : same.of()) {
            Observation<?> observation = probes.observe(side.call(), scope);
            if (observation instanceof Observation.Unseen<?> unseen) {
                return new Look.Blind(label(side.call()) + ": " + unseen.why());
            }
            Rows rows = rows(side.call(), value(observation));
            if (!rows.missing().isEmpty()) {
                return new Look.Blind(label(side.call()) + ": "
                        + String.join("; ", rows.missing().values()));
            }
            sides.add(new SameSets.Side(label(side.call()), keys(rows, side.where(), same.by())));
        }
        Map<String, Object> bindings = bindings(check);
        bindings.put(
                "sides",
                sides.stream()
                        .map(each -> Map.of("name", each.name(), "rows", List.copyOf(each.rows())))
                        .toList());
        List<Difference> differences = SameSets.compare(sides);
        return differences.isEmpty()
                ? new Look.Met(sides.getFirst().rows().size() + " on " + sides.size() + " sides")
                : new Look.Differs(differences, bindings, false, "");
    }

    private static Object value(Observation<?> observation) {
        return switch (observation) {
            case Observation.Seen<?> seen -> seen.value();
            case Observation.Hopeless<?> hopeless -> hopeless.value();
            case Observation.Unseen<?> unseen -> throw new IllegalArgumentException("nothing was seen");
        };
    }

    private static Set<Map<String, Object>> keys(Rows rows, Map<String, Object> where, List<String> by)
            throws Expression.NoValue {
        Set<Map<String, Object>> keys = new LinkedHashSet<>();
        for (Map<String, Object> row : rows.rows()) {
            if (Match.subset(where, row)) {
                Map<String, Object> key = new LinkedHashMap<>();
                for (String field : by) {
                    if (row.get(field) == null) {
                        throw Expression.noValue(rows.name(row) + " has no \"" + field + "\"");
                    }
                    key.put(field, row.get(field));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    static String label(ProbeCall call) {
        return call.on().isEmpty() ? call.verb() : call.verb() + " on " + String.join(", ", call.on());
    }
}
