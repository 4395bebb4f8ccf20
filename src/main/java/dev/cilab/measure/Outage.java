package dev.cilab.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stretch of steady traffic lost.
 *
 * @param requests   sent in that stretch
 * @param lost       of them without an answer
 * @param reasons    how many for each reason, in words, the most frequent first
 * @param span       from the first lost request to the first one after the last lost that was answered; some in between may have been
 *                   answered, by ways that still worked. After half a second without a loss the next one begins anew, and all are added up
 * @param longest    the longest time in which no request at all was answered, though some were sent
 * @param resolution the longest time between two requests: an outage shorter than that may not have been seen
 */
public record Outage(
        int requests, long lost, Map<String, Long> reasons, Duration span, Duration longest, Duration resolution) {

    private static final long CALM_MICROS = 500_000;

    public Outage {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** @param fromMicros requests sent from then on, up to {@code toMicros} */
    public static Outage of(Traffic traffic, long fromMicros, long toMicros) {
        List<Sample> sent = traffic.samples().stream()
                .filter(sample -> sample.startMicros() >= fromMicros && sample.startMicros() < toMicros)
                .toList();
        List<Sample> lost = sent.stream().filter(sample -> !sample.answered()).toList();
        return new Outage(sent.size(), lost.size(), reasons(lost), span(sent), longest(sent), resolution(sent));
    }

    private static Map<String, Long> reasons(List<Sample> lost) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        new Traffic(lost)
                .failures().entrySet().stream()
                        .sorted(Map.Entry.<Failure, Long>comparingByValue().reversed())
                        .forEach(each -> reasons.put(each.getKey().words(), each.getValue()));
        return reasons;
    }

    private static Duration span(List<Sample> sent) {
        long total = 0;
        long first = -1;
        long last = -1;
        long end = -1; // the first answer after the last loss; -1 while there is none
        for (Sample sample : sent) {
            if (sample.answered()) {
                end = first >= 0 && end < 0 ? sample.startMicros() : end;
            } else {
                if (first < 0 || sample.startMicros() - last > CALM_MICROS) {
                    total += first < 0 ? 0 : end - first;
                    first = sample.startMicros();
                }
                last = sample.startMicros();
                end = -1;
            }
        }
        if (first >= 0) {
            total += (end < 0 ? sent.getLast().endMicros() : end) - first;
        }
        return micros(total);
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
