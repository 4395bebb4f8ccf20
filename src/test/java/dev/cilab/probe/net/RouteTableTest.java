package dev.cilab.probe.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cilab.Golden;
import dev.cilab.exec.Unreachable;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Prefix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RouteTableTest {

    private static final RouteNode ROUTER = new RouteNode("router", "192.168.10.200", "", List.of("router"));
    private static final RouteNode NODE = new RouteNode("k8s-w0", "192.168.20.100", "172.20.2.0/24", List.of("worker"));

    @Test
    void routerRecorded() throws Unreachable {
        Golden.check(
                "probe/ip-route-router.txt",
                Answers.lines(table(ROUTER, Map.of()).read(Answers.json("ip-route-router.json"))));
    }

    @Test
    void nodeRecorded() throws Unreachable {
        Golden.check(
                "probe/ip-route-node.txt",
                Answers.lines(table(NODE, Map.of()).read(Answers.json("ip-route-node.json"))));
    }

    @Test
    void severalPathsHostRoutesAndNextHopsByIdOnly() throws Unreachable {
        JsonNode routes = Answers.json("ip-route-ecmp.json");
        Map<Long, JsonNode> nextHops = new HashMap<>();
        Answers.json("ip-nexthop.json")
                .forEach(hop -> nextHops.put(hop.path("id").asLong(), hop));

        assertThat(RouteTable.needsNextHops(routes)).isTrue();
        Golden.check(
                "probe/ip-route-ecmp.txt", Answers.lines(table(ROUTER, nextHops).read(routes)));
    }

    private static RouteTable table(RouteNode node, Map<Long, JsonNode> nextHops) {
        return new RouteTable(Answers.site(), node, nextHops);
    }

    @ParameterizedTest
    @CsvSource({
        "172.20.0.0/16, 172.20.2.0/24, true",
        "172.20.0.0/16, 172.20.0.0/16, true",
        "172.20.0.0/16, 172.20.2.116, true",
        "172.20.2.0/24, 172.20.0.0/16, false",
        "172.20.0.0/16, 172.21.0.0/24, false",
        "172.20.128.0/17, 172.20.127.0/24, false",
        "0.0.0.0/0, 10.0.0.1, true",
        "0.0.0.0/0, fd00::/64, false",
        "fd00::/48, fd00:0:0:1::/64, true"
    })
    void contains(String outer, String inner, boolean expected) {
        assertThat(Prefix.of(outer).contains(Prefix.of(inner))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "router", "172.20.0.0/33", "172.20.0.0/x", "/24"})
    void refusesWhatIsNoPrefix(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of(text));
    }
}
