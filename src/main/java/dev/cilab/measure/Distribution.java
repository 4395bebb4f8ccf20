package dev.cilab.measure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who answered how often.
 *
 * @param counts by backend; those that were expected and never answered stand there with 0
 * @param p      chi-square test against equal shares, see {@link ChiSquare#uniform}
 */
public record Distribution(Map<String, Long> counts, double p) {

    /** Below this an even choice is no longer believed: one false alarm in ten thousand measurements. */
    public static final double UNEVEN = 1e-4;

    public Distribution {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    public static Distribution of(List<Sample> samples, Collection<String> expected) {
        Map<String, Long> counts = new TreeMap<>();
        expected.forEach(backend -> counts.put(backend, 0L));
        samples.stream()
                .filter(sample -> sample.answered() && !sample.backend().isEmpty())
                .forEach(sample -> counts.merge(sample.backend(), 1L, Long::sum));
        return new Distribution(counts, ChiSquare.uniform(counts.values()));
    }
}
