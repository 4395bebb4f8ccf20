package dev.cilab.sandbox.cilium.bgp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {

    @ParameterizedTest
    @CsvSource({
        "172.20.0.0/24, GKwUAA==",
        "172.16.1.1/32, IKwQAQE=",
        "10.10.1.0/24, GAoKAQ==",
        "10.0.0.0/8, CAo=",
        "172.16.0.0/12, DKwQ",
        "0.0.0.0/0, AA=="
    })
    void prefixes(String prefix, String base64) {
        assertThat(WireFormat.base64(Cidr.of(prefix))).isEqualTo(base64);
    }

    @Test
    void attributes() {
        assertThat(WireFormat.base64(new PathAttribute.Origin(0))).isEqualTo("QAEBAA==");
        assertThat(WireFormat.base64(new PathAttribute.NextHop("0.0.0.0"))).isEqualTo("QAMEAAAAAA==");
        assertThat(WireFormat.base64(new PathAttribute.NextHop("192.168.10.100")))
                .isEqualTo("QAMEwKgKZA==");
        assertThat(WireFormat.base64(new PathAttribute.AsPath(List.of(65001L)))).isEqualTo("QAIGAgEAAP3p");
        assertThat(WireFormat.base64(new PathAttribute.AsPath(List.of(65000L, 65001L))))
                .isEqualTo("QAIKAgIAAP3oAAD96Q==");
        assertThat(WireFormat.base64(new PathAttribute.AsPath(List.of()))).isEqualTo("QAIA");
        assertThat(WireFormat.base64(new PathAttribute.Communities(List.of(65000L << 16 | 99))))
                .isEqualTo("wAgE/egAYw==");
    }

    @Test
    void aLongValueHasALongLength() {
        List<Long> asns = java.util.stream.LongStream.range(0, 64).boxed().toList();
        byte[] bytes = java.util.Base64.getDecoder().decode(WireFormat.base64(new PathAttribute.AsPath(asns)));
        assertThat(bytes).hasSize(4 + 2 + 256).startsWith(0x50, 2, 1, 2, 2, 64);
    }
}
