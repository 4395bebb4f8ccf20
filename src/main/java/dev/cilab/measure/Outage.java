package dev.cilab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stretch of steady traffic lost.
 *
 * @param requests   sent in that stretch
 * @param lost       of them without an answer
 * @param span       from the first lost request to the first one after the last lost that was answered; some in between may have been
 *                   answered, by ways that still worked
 * @param longest    the longest time in which no request at all was answered, though some were sent
 * @param resolution the longest time between two requests: an outage shorter than that may not have been seen
 */
public record Outage(int requests, long lost, Duration span, Duration longest, Duration resolution) {

    /** @param fromMicros requests sent from then on, up to {@code toMicros} */
    public static Outage of(Traffic traffic, long fromMicros, long toMicros) {
        List<Sample> sent = traffic.samples().stream()
                .filter(sample -> sample.startMicros() >= fromMicros && sample.startMicros() < toMicros)
                .toList();
        List<Sample> lost = sent.stream().filter(sample -> !sample.answered()).toList();
        return new Outage(sent.size(), lost.size(), span(sent, lost), longest(sent), resolution(sent));
    }

    private static Duration span(List<Sample> sent, List<Sample> lost) {
        if (lost.isEmpty()) {
            return Duration.ZERO;
        }
        Sample last = lost.getLast();
        long end = sent.stream()
                .filter(sample -> sample.answered() && sample.startMicros() > last.startMicros())
                .mapToLong(Sample::startMicros)
                .findFirst()
                .orElse(last.endMicros());
        return micros(end - lost.getFirst().startMicros());
    }

    private static Duration longest(List<Sample> sent) {
        long longest = 0;
        long since = -1;
        for (Sample sample : sent) {
            if (sample.answered()) {
                longest = since < 0 ? longest : Math.max(longest, sample.startMicros() - since);
                since = -1;
            } else if (since < 0) {
                since = sample.startMicros();
            }
        }
        return micros(since < 0 ? longest : Math.max(longest, sent.getLast().endMicros() - since));
    }

    private static Duration resolution(List<Sample> sent) {
        List<Long> distances = new ArrayList<>();
        for (int i = 1; i < sent.size(); i++) {
            distances.add(sent.get(i).startMicros() - sent.get(i - 1).startMicros());
        }
        return micros(distances.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
