package dev.cilab.check;

import java.time.Duration;
import java.time.Instant;

/** Time as a check sees it; tests have their own. The one place where cilab sleeps. */
public interface Timekeeper {

    Instant now();

    void pause(Duration duration) throws InterruptedException;

    static Timekeeper system() {
        return new Timekeeper() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
