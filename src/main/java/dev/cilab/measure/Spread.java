package dev.cilab.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Median and 95th percentile of repeated measurements, each one that was measured (nearest rank). Zero where there is none. */
public record Spread(Duration median, Duration p95) {

    public static Spread of(Collection<Duration> values) {
        List<Duration> sorted = values.stream().sorted().toList();
        return new Spread(rank(sorted, 50), rank(sorted, 95));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(1, rank) - 1);
    }
}
