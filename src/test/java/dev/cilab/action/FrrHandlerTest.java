package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.event.Events;
import dev.cilab.lab.Action.FrrConfigure;
import dev.cilab.lab.NodeName;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrrHandlerTest {

    private static final String CONFIG = """
            frr version 8.4.4
            !
            router bgp 65000
             bgp router-id 192.168.10.200
             neighbor CILIUM peer-group
            exit
            !
            """;

    private final FakeHosts hosts = new FakeHosts();

    @BeforeEach
    void aRouterThatRuns() {
        hosts.answers("router", "cat /etc/frr/daemons", "bgpd=yes\nospfd=no\n");
        hosts.answers("router", "vtysh -c show daemons", " zebra bgpd watchfrr staticd\n");
        hosts.answers(
                "router",
                "vtysh -c show running-config",
                "Building configuration...\n\nCurrent configuration:\n!\n" + CONFIG + "end\n");
        hosts.answers("router", "cat /etc/frr/frr.conf", CONFIG);
    }

    private static FrrConfigure action(FrrConfigure.Method method, String... lines) {
        return new FrrConfigure(new NodeName("router"), method, List.of("bgpd"), "router bgp 65000", List.of(lines));
    }

    @Test
    void whatRunsAndIsSavedNeedsNothingWhateverTheOrder() {
        FrrConfigure wanted =
                action(FrrConfigure.Method.VTYSH, "neighbor CILIUM  peer-group", "bgp router-id 192.168.10.200");

        assertThat(hosts.handlers().plan(wanted, hosts.scope())).isEqualTo(new Change.None());
    }

    @Test
    void vtyshTypesOnlyWhatIsMissing() {
        FrrConfigure wanted =
                action(FrrConfigure.Method.VTYSH, "neighbor CILIUM peer-group", "neighbor CILIUM remote-as external");

        assertThat(hosts.handlers().plan(wanted, hosts.scope()))
                .isEqualTo(new Change.Planned(
                        "'neighbor CILIUM remote-as external' in 'router bgp 65000'",
                        List.of(
                                "ssh router sudo vtysh -c 'configure terminal' -c 'router bgp 65000' -c 'neighbor CILIUM remote-as external'"
                                        + " -c end -c 'write memory'"),
                        true));
    }

    @Test
    void linesOutsideTheirBlockAreNotThere() {
        hosts.answers("router", "cat /etc/frr/frr.conf", CONFIG + "  neighbor CILIUM remote-as external\n");
        FrrConfigure wanted = action(FrrConfigure.Method.FILE, "neighbor CILIUM remote-as external");

        Change.Planned planned = (Change.Planned) hosts.handlers().plan(wanted, hosts.scope());

        assertThat(planned.summary())
                .isEqualTo("'neighbor CILIUM remote-as external' in 'router bgp 65000', "
                        + "move 1 line of frr.conf into the block (outside it FRR ignores them)");
        assertThat(planned.commands()).last().isEqualTo("ssh router sudo systemctl restart frr");
    }

    @Test
    void aDaemonThatIsOffIsEnabledAndFrrRestarted() {
        hosts.answers("router", "cat /etc/frr/daemons", "bgpd=no\n");

        Change.Planned planned = (Change.Planned)
                hosts.handlers().plan(action(FrrConfigure.Method.VTYSH, "neighbor CILIUM peer-group"), hosts.scope());

        assertThat(planned.summary()).isEqualTo("enable bgpd");
        assertThat(planned.commands())
                .containsExactly(
                        "ssh router sudo sed -i 's/^bgpd=no/bgpd=yes/' /etc/frr/daemons",
                        "ssh router sudo systemctl restart frr");
    }

    @Test
    void whatFrrRefusesIsToldInItsWords() {
        String typed = "vtysh -c configure terminal -c router bgp 65000 -c neighbr X -c end -c write memory";
        hosts.answers("router", typed, "% Unknown command: neighbr X\n");

        assertThat(hosts.handlers().perform(action(FrrConfigure.Method.VTYSH, "neighbr X"), hosts.scope(), Events.NONE))
                .isEqualTo(new Change.Failed(
                        "'neighbr X' in 'router bgp 65000': it did not work",
                        "% Unknown command: neighbr X",
                        "ssh router sudo vtysh -c 'show running-config'"));
    }

    @Test
    void whatFrrSwallowsWithoutEffectIsNoSuccess() {
        assertThat(hosts.handlers()
                        .perform(action(FrrConfigure.Method.VTYSH, "bgp graceful-restart"), hosts.scope(), Events.NONE))
                .isEqualTo(new Change.Failed(
                        "'bgp graceful-restart' in 'router bgp 65000': it did not work",
                        "FRR did not take 'bgp graceful-restart'",
                        "ssh router sudo vtysh -c 'show running-config'"));
    }
}
