package dev.cilab.probe.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasqueradingProbeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"10.1.0.0/16\",\"169.254.0.0/16\"]",
                "[{\"IP\":\"10.1.0.0\",\"Mask\":\"//8AAA==\"},{\"IP\":\"169.254.0.0\",\"Mask\":\"//8AAA==\"}]"
            })
    void both_forms_are_read(String answer) throws Unreachable {
        assertThat(MasqueradingProbe.read("west", "west-worker", Json.read("west-worker", answer)))
                .extracting(NotMasqueraded::cidr)
                .containsExactly("10.1.0.0/16", "169.254.0.0/16");
    }
}
