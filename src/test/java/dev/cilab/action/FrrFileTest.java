package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrrFileTest {

    private static final String BLOCK = "router bgp 65000";

    /** As the tutorial's first step leaves it: the block is open at the end, so what is appended belongs to it. */
    private static final String APPENDED = """
            log syslog informational
            !
            router bgp 65000
              bgp router-id 192.168.10.200
              network 10.10.1.0/24
              neighbor CILIUM peer-group
            """;

    /** As {@code write memory} leaves it, and then appended to. */
    private static final String WRITTEN = """
            frr defaults traditional
            !
            router bgp 65000
             bgp router-id 192.168.10.200
             !
             address-family ipv4 unicast
              network 10.10.1.0/24
             exit-address-family
            exit
            !
              neighbor CILIUM peer-group
              neighbor 192.168.10.100 peer-group  CILIUM
            """;

    @Test
    void linesAppendedToAnOpenBlockBelongToIt() {
        assertThat(FrrFile.parse(APPENDED).within(BLOCK))
                .containsExactly("bgp router-id 192.168.10.200", "network 10.10.1.0/24", "neighbor CILIUM peer-group");
    }

    @Test
    void linesAfterExitStandOutsideEveryBlock() {
        assertThat(FrrFile.parse(WRITTEN).within(""))
                .containsExactly(
                        "frr defaults traditional",
                        BLOCK,
                        "neighbor CILIUM peer-group",
                        "neighbor 192.168.10.100 peer-group CILIUM");
    }

    @Test
    void newLinesGoBeforeTheAddressFamilies() {
        FrrFile file = FrrFile.parse(WRITTEN);

        file.remove("", List.of("neighbor CILIUM peer-group", "neighbor 192.168.10.100 peer-group CILIUM"));
        file.add(BLOCK, List.of("neighbor CILIUM peer-group"));

        assertThat(file.text()).isEqualTo("""
                frr defaults traditional
                !
                router bgp 65000
                 bgp router-id 192.168.10.200
                  neighbor CILIUM peer-group
                 !
                 address-family ipv4 unicast
                  network 10.10.1.0/24
                 exit-address-family
                exit
                !
                """);
    }

    @Test
    void aBlockThatIsNotThereIsMade() {
        FrrFile file = FrrFile.parse("log syslog informational\nend\n");

        file.add(BLOCK, List.of("network 10.10.1.0/24"));

        assertThat(file.text()).isEqualTo("""
                log syslog informational
                !
                router bgp 65000
                  network 10.10.1.0/24
                exit
                !
                """);
    }

    @Test
    void aBlockGoesWithAllThatIsInIt() {
        FrrFile file = FrrFile.parse(APPENDED);

        file.remove("", List.of(BLOCK));

        assertThat(file.text()).isEqualTo("log syslog informational\n!\n");
    }

    @Test
    void whatIsDefaultNeedsNoLine() {
        List<String> present = List.of("neighbor CILIUM peer-group", "no bgp ebgp-requires-policy");

        assertThat(FrrLines.lacking(
                        present,
                        List.of(
                                "neighbor  CILIUM   peer-group",
                                "no neighbor 192.168.10.100 peer-group CILIUM",
                                "bgp network import-check",
                                "no bgp ebgp-requires-policy")))
                .isEmpty();
        assertThat(FrrLines.lacking(
                        present,
                        List.of(
                                "bgp graceful-restart",
                                "no neighbor CILIUM",
                                "no bgp network import-check",
                                "bgp ebgp-requires-policy")))
                .containsExactly(
                        "bgp graceful-restart",
                        "no neighbor CILIUM",
                        "no bgp network import-check",
                        "bgp ebgp-requires-policy");
    }
}
