package dev.cilab.sandbox.cilium.hubble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLineTest {

    @Test
    void tcpWithItsFlags() {
        assertThat(FlowLine.of(
                        "1795382080.123456 lxc30484b60 In  IP 172.20.0.10.40460 > 10.96.0.5.80: Flags [S.], seq 1, ack 2,"
                                + " win 64240, length 0"))
                .contains(new FlowLine(
                        Instant.parse("2026-11-22T21:14:40.123456Z"),
                        "lxc30484b60",
                        false,
                        "TCP",
                        "172.20.0.10",
                        40460,
                        "10.96.0.5",
                        80,
                        List.of("SYN", "ACK"),
                        0));
    }

    @Test
    void udpWhateverIsSaidInItAndIcmp() {
        assertThat(FlowLine.of("1795382080.1 eth1  Out IP 172.20.0.10.40460 > 10.96.0.10.53: 5+ A? webpod. (24)"))
                .isEmpty();
        assertThat(FlowLine.of("1795382080.100000 eth1  Out IP 172.20.0.10.40460 > 10.96.0.10.53: 5+ A? webpod. (24)"))
                .hasValueSatisfying(line -> {
                    assertThat(line.protocol()).isEqualTo("UDP");
                    assertThat(line.out()).isTrue();
                });
        assertThat(
                        FlowLine.of(
                                "1795382080.100000 lxc1 In  IP 172.20.0.10 > 172.20.1.5: ICMP echo request, id 1, seq 1, length 64"))
                .hasValueSatisfying(line -> {
                    assertThat(line.protocol()).isEqualTo("ICMPv4");
                    assertThat(line.icmpType()).isEqualTo(8);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcpdump: listening on any",
                "1795382080.123456 eth1 In  ARP, Request who-has 10.0.0.1",
                "1795382080.123456 eth1 B   IP 10.0.0.1.5 > 10.0.0.255.6: UDP, length 1"
            })
    void otherLinesAreNoFlows(String line) {
        assertThat(FlowLine.of(line)).isEmpty();
    }
}
