package dev.cilab.sandbox.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {

    private final SandboxSpec spec = Specs.bgp("aaaaaa", Path.of("/state"));
    private final Wiring wiring = new Wiring(spec);

    @Test
    void bridgesAndTheirPorts() {
        assertThat(wiring.fabric(Map.of("k8s-ctr", 11L, "k8s-w1", 12L, "k8s-w0", 13L, "router", 14L)))
                .isEqualTo("""
                        link add br0 type bridge stp_state 0 mcast_snooping 0
                        link set br0 up
                        link add br1 type bridge stp_state 0 mcast_snooping 0
                        link set br1 up
                        link add n0-eth1 type veth peer name eth1 netns 11
                        link set n0-eth1 master br0 up
                        link add n1-eth1 type veth peer name eth1 netns 12
                        link set n1-eth1 master br0 up
                        link add n2-eth1 type veth peer name eth1 netns 13
                        link set n2-eth1 master br1 up
                        link add n3-eth1 type veth peer name eth1 netns 14
                        link set n3-eth1 master br0 up
                        link add n3-eth2 type veth peer name eth2 netns 14
                        link set n3-eth2 master br1 up
                        """);
    }

    @Test
    void addressesRoutesAndRulesOfANode() {
        assertThat(wiring.node(spec.nodes().getFirst())).isEqualTo("""
                        link set lo up
                        addr add 192.168.10.100/24 dev eth1
                        link set eth1 up
                        route add 192.168.20.0/24 via 192.168.10.200 proto static
                        rule add pref 100 lookup 100
                        rule add pref 40000 lookup 101
                        """);
    }

    @Test
    void aRouterHasNoPodRules() {
        assertThat(wiring.node(spec.nodes().getLast()))
                .doesNotContain("rule")
                .contains("addr add 10.10.1.200/24 dev loop1\n");
    }

    @Test
    void networkOfAnAddress() {
        assertThat(Prefix.network("10.10.1.200/24")).isEqualTo("10.10.1.0/24");
        assertThat(Prefix.network("192.168.255.255/0")).isEqualTo("0.0.0.0/0");
        assertThat(Prefix.network("172.18.200.1/15")).isEqualTo("172.18.0.0/15");
        assertThat(Prefix.address("172.18.0.2/16")).isEqualTo("172.18.0.2");
    }
}
