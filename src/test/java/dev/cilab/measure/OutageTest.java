package dev.cilab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageTest {

    /** One request every 10 ms; a dot is answered, an x is lost. */
    private static Traffic traffic(String line) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < line.length(); i++) {
            boolean answered = line.charAt(i) == '.';
            samples.add(new Sample(
                    i * 10_000L,
                    2_000,
                    answered ? 200 : 0,
                    answered ? Failure.NONE : Failure.TIMED_OUT,
                    answered ? "a" : "",
                    "",
                    true,
                    ""));
        }
        return new Traffic(samples);
    }

    private static Outage outage(String line) {
        return Outage.of(traffic(line), 0, Long.MAX_VALUE);
    }

    @Test
    void nothing_lost_is_no_outage() {
        assertThat(outage("......"))
                .isEqualTo(new Outage(6, 0, Map.of(), Duration.ZERO, Duration.ZERO, Duration.ofMillis(10)));
    }

    @Test
    void an_outage_lasts_from_the_first_lost_request_to_the_next_answer() {
        assertThat(outage("..xxx..."))
                .isEqualTo(new Outage(
                        8,
                        3,
                        Map.of("time-out", 3L),
                        Duration.ofMillis(30),
                        Duration.ofMillis(30),
                        Duration.ofMillis(10)));
    }

    @Test
    void with_other_ways_open_requests_are_lost_though_some_are_answered() {
        Outage outage = outage(".x.xx.x..");

        assertThat(outage.lost()).isEqualTo(4);
        assertThat(outage.span()).isEqualTo(Duration.ofMillis(60));
        assertThat(outage.longest()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void losses_that_have_nothing_to_do_with_each_other_are_no_long_outage() {
        Outage outage = outage(".xx" + ".".repeat(60) + "x.x" + ".".repeat(60) + "x");

        assertThat(outage.lost()).isEqualTo(5);
        assertThat(outage.span()).isEqualTo(Duration.ofMillis(20 + 30 + 2));
        assertThat(outage.longest()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void what_does_not_come_back_lasts_to_the_end_of_the_last_request() {
        Outage outage = outage("..xx");

        assertThat(outage.span()).isEqualTo(Duration.ofMillis(12));
        assertThat(outage.longest()).isEqualTo(Duration.ofMillis(12));
    }

    @Test
    void only_requests_of_the_stretch_count() {
        Outage outage = Outage.of(traffic("x..x..x"), 10_000, 60_000);

        assertThat(outage.requests()).isEqualTo(5);
        assertThat(outage.lost()).isEqualTo(1);
    }

    @Test
    void nothing_sent_is_nothing_known() {
        assertThat(outage("")).isEqualTo(new Outage(0, 0, Map.of(), Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void median_and_95th_percentile_are_values_that_were_measured() {
        List<Duration> values =
                Stream.iterate(1, n -> n + 1).limit(20).map(Duration::ofMillis).toList();

        assertThat(Spread.of(values)).isEqualTo(new Spread(Duration.ofMillis(10), Duration.ofMillis(19)));
        assertThat(Spread.of(List.of(Duration.ofMillis(7))))
                .isEqualTo(new Spread(Duration.ofMillis(7), Duration.ofMillis(7)));
        assertThat(Spread.of(List.of())).isEqualTo(new Spread(Duration.ZERO, Duration.ZERO));
    }
}
