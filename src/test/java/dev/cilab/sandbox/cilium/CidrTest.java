package dev.cilab.sandbox.cilium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @Test
    void aNetworkIsWrittenByItsFirstAddress() {
        assertThat(Cidr.of("172.20.1.77/24")).hasToString("172.20.1.0/24").isEqualTo(Cidr.of("172.20.1.0/24"));
        assertThat(Cidr.of("10.0.0.1")).hasToString("10.0.0.1/32");
        assertThat(Cidr.of("0.0.0.0/0").size()).isEqualTo(1L << 32);
    }

    @Test
    void aNetworkIsCutIntoSmallerOnes() {
        assertThat(Cidr.of("172.20.0.0/16").subnet(24, 2)).hasToString("172.20.2.0/24");
        assertThat(Cidr.of("172.20.2.0/24").contains("172.20.2.255")).isTrue();
        assertThat(Cidr.of("172.20.2.0/24").contains("172.20.3.0")).isFalse();
        assertThat(Cidr.of("172.20.2.0/24").contains("fd00::1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.256", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/x", "a.b.c.d", "1..2.3", "fd00::/64"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> Cidr.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
