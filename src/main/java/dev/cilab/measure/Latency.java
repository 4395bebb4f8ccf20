package dev.cilab.measure;

import java.util.List;
import org.HdrHistogram.Histogram;

/** How long answered requests took, in milliseconds (resolution 1 µs, three significant digits). All zero when none was answered. */
public record Latency(double min, double p50, double p90, double p99, double max) {

    private static final long LONGEST_MICROS = 3_600_000_000L;

    static Latency of(List<Sample> samples) {
        Histogram histogram = new Histogram(LONGEST_MICROS, 3);
        samples.stream()
                .filter(Sample::answered)
                .forEach(s -> histogram.recordValue(Math.clamp(s.tookMicros(), 1, LONGEST_MICROS)));
        if (histogram.getTotalCount() == 0) {
            return new Latency(0, 0, 0, 0, 0);
        }
        return new Latency(
                millis(histogram.getMinValue()),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(90)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
