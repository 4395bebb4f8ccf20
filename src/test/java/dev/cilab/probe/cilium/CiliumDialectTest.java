package dev.cilab.probe.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiliumDialectTest {

    @Test
    void theVersionChooses() {
        assertThat(CiliumDialect.of("1.17.6")).isEqualTo(CiliumDialect.V1_17);
        assertThat(CiliumDialect.of("1.18.0")).isEqualTo(CiliumDialect.V1_18);
        assertThat(CiliumDialect.of("1.19.0-rc.1")).isEqualTo(CiliumDialect.V1_19);
        assertThat(CiliumDialect.of("1.20.0")).isEqualTo(CiliumDialect.V1_19);
        assertThat(CiliumDialect.of("2.0.0")).isEqualTo(CiliumDialect.V1_19);
        assertThat(CiliumDialect.of("")).isEqualTo(CiliumDialect.V1_19);
        assertThat(CiliumDialect.tooNew("1.22.0")).isTrue();
        assertThat(CiliumDialect.tooNew("1.20.3")).isFalse();
    }

    @Test
    void anAgentTellsItsVersionWhereItsImageDoesNot() {
        assertThat(AgentPods.toldVersion("""
                        Client: 1.18.1 abc 2025-08-15T10:00:00+00:00 go version go1.24.6 linux/amd64
                        Daemon: 1.17.6 def 2025-07-16T10:00:00+00:00 go version go1.23.10 linux/amd64
                        """)).isEqualTo("1.17.6");
        assertThat(AgentPods.toldVersion("cannot reach the daemon")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.17", "1.18", "1.19"})
    void servicesOfEveryDialect(String version) throws Unreachable {
        Golden.check(
                "probe/cilium-" + version + "-services.txt",
                Answers.lines(ServicesProbe.read(
                        Answers.site(),
                        CiliumDialect.of(version + ".0"),
                        "cilium",
                        "k8s-w1",
                        Answers.json("cilium-" + version + "-services.json"))));
    }
}
