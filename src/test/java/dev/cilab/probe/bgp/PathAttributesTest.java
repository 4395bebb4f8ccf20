package dev.cilab.probe.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathAttributesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    40010100                       | {Origin: i}
                    40010101                       | {Origin: e}
                    40010102                       | {Origin: ?}
                    400304c0a80a64                 | {Nexthop: 192.168.10.100}
                    400200                         | {AsPath: }
                    4002060201 0000fde9            | {AsPath: 65001}
                    40020a0202 0000fde8 0000fde9   | {AsPath: 65000 65001}
                    40020a0102 0000fde8 0000fde9   | {AsPath: {65000,65001}}
                    50020006 0201 0000fde9         | {AsPath: 65001}
                    800404 00000014                | {Med: 20}
                    400504 00000064                | {LocalPref: 100}
                    c00808 fde80063 ffffff01       | {Communities: 65000:99, no-export}
                    800904 c0a80ac8                | {Originator: 192.168.10.200}
                    c0200c 0000fde8 00000001 00000002 | {LargeCommunity: [ 65000:1:2]}
                    c0ff02 0102                    | {Flags: 192 Type: 255 Value: 0102}
                    """)
    void prints(String hex, String text) {
        assertThat(decode(hex).texts()).containsExactly(text);
    }

    @Test
    void nextHopOfIpv6ComesWithTheReachableNetworks() {
        PathAttributes attributes = decode("800e1e 000201 10 fd000000000000000000000000000001 00 40 fd00000000000000");

        assertThat(attributes.nextHop()).isEqualTo("fd00:0:0:0:0:0:0:1");
        assertThat(attributes.texts())
                .containsExactly(
                        "{MpReach(ipv6-unicast): {Nexthop: fd00:0:0:0:0:0:0:1, NLRIs: [fd00:0:0:0:0:0:0:0/64]}}");
    }

    @Test
    void withoutNextHopItIsTheUnspecifiedAddress() {
        assertThat(decode("40010100").nextHop()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @CsvSource({"40", "400105", "40010103", "4001020000ff"})
    void refusesBytesThatAreNoAttribute(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> decode(hex));
    }

    private static PathAttributes decode(String hex) {
        return PathAttributes.decode(List.of(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }
}
