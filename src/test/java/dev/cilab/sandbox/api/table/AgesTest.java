package dev.cilab.sandbox.api.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "-PT2S, <invalid>",
        "-PT1S, 0s",
        "PT0S, 0s",
        "PT119S, 119s",
        "PT120S, 2m",
        "PT2M5S, 2m5s",
        "PT9M59S, 9m59s",
        "PT10M30S, 10m",
        "PT2H59M, 179m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT8H30M, 8h",
        "PT47H, 47h",
        "PT48H, 2d",
        "PT51H, 2d3h",
        "PT191H, 7d23h",
        "P8D, 8d",
        "P100D, 100d",
        "P729D, 729d",
        "P730D, 2y",
        "P740D, 2y10d",
        "P3000D, 8y"
    })
    void durations(Duration duration, String text) {
        assertThat(Ages.text(duration)).isEqualTo(text);
    }

    @Test
    void times() {
        Ages ages = new Ages(Instant.parse("2025-08-09T05:30:00Z"));
        assertThat(ages.since("2025-08-09T05:29:18Z")).isEqualTo("42s");
        assertThat(ages.since("2025-08-09T05:29:18.123456Z")).isEqualTo("41s");
        assertThat(ages.since("")).isEqualTo("<unknown>");
        assertThat(ages.since("yesterday")).isEqualTo("<invalid>");
    }
}
