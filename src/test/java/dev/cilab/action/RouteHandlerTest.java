package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import dev.cilab.lab.NodeName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteHandlerTest {

    private static final NodeName CTR = new NodeName("k8s-ctr");
    private static final NodeName W0 = new NodeName("k8s-w0");
    private static final String TABLE = "ip -j route";

    private final FakeHosts hosts = new FakeHosts();

    @Test
    void addsReplacesAndLeavesAlone() {
        hosts.answers(
                "k8s-ctr", TABLE, "[{\"dst\":\"172.20.0.0/16\",\"gateway\":\"192.168.10.200\",\"dev\":\"eth1\"}]");
        hosts.answers("k8s-w0", TABLE, "[{\"dst\":\"172.20.0.0/16\",\"gateway\":\"192.168.20.9\",\"dev\":\"eth1\"}]");
        Action.Route action = new Action.Route(
                Map.of(CTR, Map.of("172.20.0.0/16", "192.168.10.200"), W0, Map.of("172.20.0.0/16", "192.168.20.200")),
                Map.of());

        assertThat(hosts.handlers().plan(action, hosts.scope()))
                .isEqualTo(new Change.Planned(
                        "route 172.20.0.0/16 on k8s-w0",
                        List.of("ssh k8s-w0 sudo ip route replace 172.20.0.0/16 via 192.168.20.200"),
                        true));
        assertThat(hosts.handlers().perform(action, hosts.scope(), Events.NONE))
                .isEqualTo(new Change.Done(
                        "route 172.20.0.0/16 on k8s-w0",
                        List.of("ssh k8s-w0 sudo ip route replace 172.20.0.0/16 via 192.168.20.200"),
                        Map.of("k8s-w0 172.20.0.0/16", "192.168.20.9")));
        assertThat(hosts.ran())
                .contains("k8s-w0: ip route replace 172.20.0.0/16 via 192.168.20.200")
                .noneMatch(c -> c.contains("k8s-ctr: ip route"));
    }

    @Test
    void removesOnlyWhatIsThere() {
        hosts.answers("k8s-ctr", TABLE, "[]");
        hosts.answers("k8s-w0", TABLE, "[{\"dst\":\"172.20.0.0/16\",\"gateway\":\"192.168.20.200\"}]");
        Action.Route action =
                new Action.Route(Map.of(), Map.of(CTR, List.of("172.20.0.0/16"), W0, List.of("172.20.0.0/16")));

        assertThat(hosts.handlers().perform(action, hosts.scope(), Events.NONE)).isInstanceOf(Change.Done.class);
        assertThat(hosts.ran())
                .contains("k8s-w0: ip route del 172.20.0.0/16")
                .doesNotContain("k8s-ctr: ip route del 172.20.0.0/16");
    }

    @Test
    void aNodeThatDoesNotAnswerIsUnreached() {
        hosts.answers("k8s-ctr", TABLE, "[]");
        hosts.silent("k8s-w0");
        Action.Route action = new Action.Route(
                Map.of(CTR, Map.of("172.20.0.0/16", "192.168.10.200"), W0, Map.of("172.20.0.0/16", "192.168.20.200")),
                Map.of());

        assertThat(hosts.handlers().perform(action, hosts.scope(), Events.NONE))
                .isEqualTo(new Change.Unreached("k8s-w0", "connection refused", "cilab env"));
    }

    @Test
    void whatTheKernelRefusesIsToldInItsWords() {
        hosts.answers("k8s-ctr", TABLE, "[]");
        hosts.fails("k8s-ctr", "ip route add 172.20.0.0/16 via 192.168.99.1", "Error: Nexthop has invalid gateway.");
        Action.Route action = new Action.Route(Map.of(CTR, Map.of("172.20.0.0/16", "192.168.99.1")), Map.of());

        assertThat(hosts.handlers().perform(action, hosts.scope(), Events.NONE))
                .isEqualTo(new Change.Failed(
                        "route 172.20.0.0/16 on k8s-ctr: it did not work",
                        "Error: Nexthop has invalid gateway.",
                        "ssh k8s-ctr sudo ip route add 172.20.0.0/16 via 192.168.99.1"));
    }
}
