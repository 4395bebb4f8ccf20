package dev.cilab.sandbox.cilium.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cilium.bgp.Labs;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class IpPoolTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {blocks: [{cidr: 172.16.1.0/24}]}                            | 256 | 172.16.1.0
                    {allowFirstLastIPs: "No", blocks: [{cidr: 172.16.1.0/24}]}   | 254 | 172.16.1.1
                    {allowFirstLastIPs: "No", blocks: [{cidr: 172.16.1.7/32}]}   | 1   | 172.16.1.7
                    {blocks: [{start: 172.16.1.10, stop: 172.16.1.19}]}          | 10  | 172.16.1.10
                    {blocks: [{start: 172.16.1.10}]}                             | 1   | 172.16.1.10
                    {blocks: [{cidr: fd00::/64}, {cidr: 10.9.0.0/31}]}           | 2   | 10.9.0.0
                    """)
    void sizeAndFirstAddress(String spec, long size, String first) {
        IpPool pool = pool(spec);
        assertThat(pool.size()).isEqualTo(size);
        assertThat(pool.firstFree(Set.of())).hasValue(first);
    }

    @Test
    void whatIsUsedIsSkipped() {
        assertThat(pool("{blocks: [{start: 10.0.0.1, stop: 10.0.0.2}]}").firstFree(Set.of("10.0.0.1")))
                .hasValue("10.0.0.2");
        assertThat(pool("{blocks: [{start: 10.0.0.1}]}").firstFree(Set.of("10.0.0.1")))
                .isEmpty();
    }

    @Test
    void overlapAndSelection() {
        IpPool wide = pool("{blocks: [{cidr: 10.0.0.0/16}]}");
        assertThat(wide.overlaps(pool("{blocks: [{cidr: 10.0.3.0/24}]}"))).isTrue();
        assertThat(wide.overlaps(pool("{blocks: [{cidr: 10.1.0.0/24}]}"))).isFalse();
        assertThat(pool("{serviceSelector: {matchLabels: {app: webpod}}}").serves(Labs.webpod(null, false)))
                .isTrue();
        assertThat(pool("{serviceSelector: {matchLabels: {app: other}}}").serves(Labs.webpod(null, false)))
                .isFalse();
    }

    private static IpPool pool(String spec) {
        ObjectNode object = (ObjectNode) Labs.yaml("{metadata: {name: pool}}");
        object.set("spec", Labs.yaml(spec));
        return IpPool.of(object);
    }
}
