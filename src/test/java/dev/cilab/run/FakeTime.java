package dev.cilab.run;

import dev.cilab.check.Timekeeper;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only while somebody pauses. */
public final class FakeTime implements Timekeeper {

    public static final Instant START = Instant.parse("2025-08-09T14:31:40Z");

    private Instant now = START;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        now = now.plus(duration);
    }

    synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
