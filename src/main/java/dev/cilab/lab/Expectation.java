package dev.cilab.lab;

import dev.cilab.lab.cel.Expression;
import java.util.List;
import java.util.Map;

/** What a check wants of an observation. */
public sealed interface Expectation {

    /** The keys of the rows, in every place that was looked at, are exactly these. An empty set is a mistake and fails. */
    record Keys(List<String> expected) implements Expectation {
        public Keys {
            expected = List.copyOf(expected);
        }
    }

    /** Every row carries these values; what is not named may be anything. No row at all fails. */
    record Fields(Map<String, Object> values) implements Expectation {
        public Fields {
            values = Map.copyOf(values);
        }
    }

    /** An expression over the observation is true. */
    record That(Expression expression) implements Expectation {}
}
