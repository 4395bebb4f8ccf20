package dev.cilab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleReaderTest {

    private static final long ARRIVED = 2_000_000_000L;

    private final SampleReader reader = new SampleReader();

    @Test
    void an_answer_is_read_with_who_gave_it_and_whom_it_saw() {
        Sample sample = reader.read("0 0 200 0.001500 1|webpod-a|192.168.10.200:41854|", ARRIVED)
                .orElseThrow();

        assertThat(sample)
                .isEqualTo(new Sample(ARRIVED - 1500, 1500, 200, Failure.NONE, "webpod-a", "192.168.10.200", true, ""));
    }

    @Test
    void the_far_clock_is_set_by_the_line_that_came_quickest() {
        reader.read("clock 1000.000000", 6_000_000_000L); // 5000 s behind, and 3 ms under way
        Sample slow =
                reader.read("1000.100000 0 200 0.010000 1|a|b|", 6_000_103_000L).orElseThrow();
        Sample quick =
                reader.read("1000.200000 0 200 0.010000 1|a|b|", 6_000_199_000L).orElseThrow();
        Sample later =
                reader.read("1000.300000 0 200 0.010000 1|a|b|", 6_000_399_000L).orElseThrow();

        assertThat(slow.startMicros()).isEqualTo(6_000_090_000L);
        assertThat(quick.startMicros()).isEqualTo(6_000_189_000L);
        assertThat(later.startMicros()).isEqualTo(6_000_289_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 000, Connection refused, REFUSED",
        "7, 000, No route to host, NO_ROUTE",
        "7, 000, Network is unreachable, NO_ROUTE",
        "7, 000, '', UNCONNECTED",
        "28, 000, Connection timed out after 250 milliseconds, TIMED_OUT",
        "56, 000, Recv failure: Connection reset by peer, RESET",
        "52, 000, Empty reply from server, CLOSED",
        "6, 000, Could not resolve host: webpot, UNRESOLVED",
        "0, 503, '', HTTP",
        "35, 000, TLS, OTHER"
    })
    void failures_are_told_apart(int exit, String status, String reason, Failure failure) {
        Sample sample = reader.read("0 " + exit + " " + status + " 0.25 1|||" + reason, ARRIVED)
                .orElseThrow();

        assertThat(sample.failure()).isEqualTo(failure);
        assertThat(sample.answered()).isFalse();
        assertThat(sample.reason()).isNotNull();
    }

    @Test
    void why_there_is_no_traffic_is_kept() {
        assertThat(reader.read("! no-curl", ARRIVED)).isEmpty();
        assertThat(reader.trouble()).isEqualTo("no-curl");
    }

    @Test
    void an_answer_cannot_write_to_the_terminal_or_without_end() {
        Sample sample = reader.read("0 0 200 0.1 1|\u001b[31mred\u0007|" + "x".repeat(5000) + "|", ARRIVED)
                .orElseThrow();

        assertThat(sample.backend()).isEqualTo("[31mred");
        assertThat(sample.remote()).hasSize(253);
    }

    @Test
    void whatever_comes_is_read_or_passed_over() {
        Random random = new Random(4711);
        String alphabet = "0123456789.,| @!clockHostname:\t\u001b\u0000é-";
        String good = "1795382064.559826 0 200 0.000547 1|webpod|192.168.10.100:13709|";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? good : "");
            for (int n = random.nextInt(12); n > 0; n--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                if (line.isEmpty() || random.nextBoolean()) {
                    line.insert(random.nextInt(line.length() + 1), c);
                } else {
                    line.deleteCharAt(random.nextInt(line.length()));
                }
            }
            Optional<Sample> sample = new SampleReader().read(line.toString(), ARRIVED);
            sample.ifPresent(read -> assertThat(read.tookMicros()).isNotNegative());
        }
    }
}
