package dev.cilab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "100, 0", "101, 0", "7, 2", "100, 50", "1000, 333"})
    void every_request_is_sent_once(int requests, int rate) {
        Pace pace = Pace.of(Load.of("http://172.16.1.1", requests).perSecond(rate));

        assertThat(IntStream.range(0, pace.workers()).map(pace::requestsOf).sum())
                .isEqualTo(requests);
        assertThat(IntStream.range(0, pace.workers())
                        .map(pace::requestsOf)
                        .min()
                        .orElseThrow())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource({"200, 100, 500", "100, 90, 900", "10, 9, 900", "1, 1, 1000"})
    void so_many_workers_that_the_rate_holds_while_none_is_answered(int rate, int workers, int period) {
        Pace pace = Pace.of(Load.steady("http://172.16.1.1", rate));

        assertThat(pace.workers()).isEqualTo(workers);
        assertThat(pace.periodMillis()).isEqualTo(period);
    }

    @Test
    void a_time_at_a_rate_is_a_number_of_requests() {
        Pace pace = Pace.of(Load.of("172.16.1.1", 0).perSecond(100).duration(Duration.ofSeconds(3)));

        assertThat(IntStream.range(0, pace.workers()).map(pace::requestsOf).sum())
                .isEqualTo(300);
    }

    @Test
    void what_cannot_be_asked_for_is_refused() {
        assertThat(Load.of("172.16.1.1", 1).url()).isEqualTo("http://172.16.1.1");
        assertThatThrownBy(() -> Load.of("http://x'; reboot; '", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Load.of("http://x/[1-9]", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Load.of("http://x", 1).by("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Load.of("http://x", -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
