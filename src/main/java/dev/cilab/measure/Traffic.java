package dev.cilab.measure;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All requests of one measurement, in the order in which they were sent. */
public record Traffic(List<Sample> samples) {

    public Traffic {
        samples = samples.stream()
                .sorted(Comparator.comparingLong(Sample::startMicros))
                .toList();
    }

    public long answered() {
        return samples.stream().filter(Sample::answered).count();
    }

    public Map<Failure, Long> failures() {
        Map<Failure, Long> failures = new EnumMap<>(Failure.class);
        samples.stream()
                .filter(sample -> !sample.answered())
                .forEach(sample -> failures.merge(sample.failure(), 1L, Long::sum));
        return failures;
    }

    public Latency latency() {
        return Latency.of(samples);
    }

    /** From the first request's start to the last one's end. */
    public Duration took() {
        if (samples.isEmpty()) {
            return Duration.ZERO;
        }
        long end = samples.stream().mapToLong(Sample::endMicros).max().orElseThrow();
        return Duration.ofNanos((end - samples.getFirst().startMicros()) * 1000);
    }
}
