package dev.cilab.sandbox.cluster.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void doublesUpToFiveMinutes() {
        Backoff backoff = Backoff.fromTheFirst();
        List<String> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            backoff.failed(NOW, Duration.ZERO);
            pauses.add(backoff.pause());
        }
        assertThat(pauses).containsExactly("10s", "20s", "40s", "1m20s", "2m40s", "5m0s", "5m0s");
        assertThat(backoff.left(NOW)).isEqualTo(Duration.ofMinutes(5));
        assertThat(backoff.left(NOW.plusSeconds(301))).isZero();
    }

    @Test
    void theFirstRestartComesAtOnce() {
        Backoff backoff = Backoff.fromTheSecond();
        backoff.failed(NOW, Duration.ofSeconds(1));
        assertThat(backoff.left(NOW)).isZero();
        backoff.failed(NOW, Duration.ofSeconds(1));
        assertThat(backoff.left(NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void tenGoodMinutesAreAFreshStart() {
        Backoff backoff = Backoff.fromTheSecond();
        backoff.failed(NOW, Duration.ZERO);
        backoff.failed(NOW, Duration.ZERO);
        backoff.failed(NOW, Duration.ofMinutes(11));
        assertThat(backoff.left(NOW)).isZero();
    }
}
