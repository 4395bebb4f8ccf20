package dev.cilab.sandbox.cilium.dbg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT24.6S,25s",
        "PT2M5S,2m5s",
        "PT24M41.2S,24m41s",
        "PT2H13M35S,2h13m35s",
        "PT1H,1h0m0s",
        "PT50H1S,50h0m1s"
    })
    void durations(Duration duration, String text) {
        assertThat(GoText.duration(duration)).isEqualTo(text);
    }

    @Test
    void argumentsAsCobraTakesThem() {
        assertThat(arguments("bgp", "peers", "-o", "json"))
                .isEqualTo(new Arguments(List.of("bgp", "peers"), Set.of(), true, ""));
        assertThat(arguments("bgp", "peers", "-ojson").json()).isTrue();
        assertThat(arguments("--output=json", "status").words()).containsExactly("status");
        assertThat(arguments("status", "--verbose").has("--verbose")).isTrue();
        assertThat(arguments("status", "--verbos").problem()).isEqualTo("unknown flag: --verbos");
        assertThat(arguments("status", "-x").problem()).isEqualTo("unknown shorthand flag: 'x' in -x");
        assertThat(arguments("status", "-o").problem()).isEqualTo("flag needs an argument: 'o' in -o");
    }

    private static Arguments arguments(String... words) {
        return Arguments.of(List.of(words), Set.of("--verbose"));
    }
}
