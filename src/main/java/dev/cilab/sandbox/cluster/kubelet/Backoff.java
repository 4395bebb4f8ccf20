package dev.cilab.sandbox.cluster.kubelet;

import java.time.Duration;
import java.time.Instant;

/** Pauses that double from 10 s to 5 min, and start again after 10 min without a failure. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FORGIVEN = Duration.ofMinutes(10);

    private Duration next;
    private Duration pause = Duration.ZERO;
    private Instant until = Instant.EPOCH;

    private Backoff(Duration first) {
        next = first;
    }

    /** The first failure already costs a pause: pulling images. */
    static Backoff fromTheFirst() {
        return new Backoff(FIRST);
    }

    /** The first failure is forgiven: restarting containers. */
    static Backoff fromTheSecond() {
        return new Backoff(Duration.ZERO);
    }

    /** @param after how long it went well before it failed */
    void failed(Instant now, Duration after) {
        pause = after.compareTo(FORGIVEN) > 0 ? Duration.ZERO : next;
        until = now.plus(pause);
        Duration doubled = pause.isZero() ? FIRST : pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    /** Zero when the next try may be made. */
    Duration left(Instant now) {
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** The whole pause as messages name it: {@code 10s}, {@code 2m40s}. */
    String pause() {
        return (pause.toMinutes() > 0 ? pause.toMinutes() + "m" : "") + pause.toSecondsPart() + "s";
    }
}
