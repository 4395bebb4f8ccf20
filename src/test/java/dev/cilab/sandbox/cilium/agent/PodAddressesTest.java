package dev.cilab.sandbox.cilium.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodAddressesTest {

    @Test
    void whoAsksAgainGetsTheSame() {
        PodAddresses addresses = new PodAddresses(Cidr.of("172.20.0.0/24"));
        String first = addresses.take("a").orElseThrow();
        addresses.take("b");
        assertThat(addresses.take("a")).hasValue(first);
        addresses.free("a");
        assertThat(addresses.take("a")).as("stable after it was freed").hasValue(first);
    }

    @Test
    void allButFirstAndLastAreGivenOutOnce() {
        PodAddresses addresses = new PodAddresses(Cidr.of("172.20.0.0/28"));
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 14; i++) {
            given.add(addresses.take("pod-" + i).orElseThrow());
        }
        assertThat(given).hasSize(14).doesNotContain("172.20.0.0", "172.20.0.15");
        assertThat(addresses.take("one more")).isEmpty();
        addresses.free("pod-3");
        assertThat(addresses.take("one more")).isPresent();
    }
}
