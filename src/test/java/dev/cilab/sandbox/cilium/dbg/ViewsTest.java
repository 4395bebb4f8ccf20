package dev.cilab.sandbox.cilium.dbg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.Golden;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.bgp.Instance;
import dev.cilab.sandbox.cilium.bgp.Labs;
import dev.cilab.sandbox.cilium.bgp.PathAttribute;
import dev.cilab.sandbox.cilium.bgp.PeerState;
import dev.cilab.sandbox.cilium.bgp.Route;
import dev.cilab.sandbox.cilium.bgp.RoutePolicy;
import dev.cilab.sandbox.cilium.lb.Frontend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What cilium-dbg prints, whole. */
class ViewsTest {

    private static final Instant NOW = Instant.parse("2025-08-09T08:00:00Z");

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void peers(Dialect dialect) throws Exception {
        Instance instance = Labs.instance();
        List<PeerState> peers = List.of(Labs.established(instance, gobgp("2h13m35s")), Labs.down(instance));
        PeersView view = new PeersView(dialect, NOW);
        Golden.check("cilium/peers-" + dialect + ".txt", view.text(peers) + GoText.json(view.json(peers)));
    }

    @Test
    void routes() {
        Instant since = NOW.minus(Duration.ofSeconds(125));
        PathAttribute origin = new PathAttribute.Origin(0);
        List<Route> available = List.of(
                route("", "172.20.0.0/24", since, true, List.of(origin, new PathAttribute.NextHop("0.0.0.0"))),
                route("", "172.16.1.1/32", since, true, List.of(origin, new PathAttribute.NextHop("0.0.0.0"))));
        List<Route> advertised = List.of(route(
                "192.168.10.200",
                "172.20.0.0/24",
                since,
                false,
                List.of(
                        origin,
                        new PathAttribute.AsPath(List.of(65001L)),
                        new PathAttribute.NextHop("192.168.10.100"),
                        new PathAttribute.Communities(List.of(65000L << 16 | 99, 0xffffff01L)),
                        new PathAttribute.LargeCommunities(List.of(new PathAttribute.Large(65000, 1, 2))))));
        RoutesView view = new RoutesView(NOW);
        Golden.check("cilium/routes-available.txt", view.text(available, false) + GoText.json(view.json(available)));
        Golden.check("cilium/routes-advertised.txt", view.text(advertised, true) + GoText.json(view.json(advertised)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void policies(Dialect dialect) {
        RoutePolicy.Statement marked = new RoutePolicy.Statement(
                List.of("192.168.10.200"),
                List.of(Cidr.of("172.16.1.1/32")),
                List.of("65000:99"),
                List.of(),
                OptionalLong.of(150));
        List<RoutePolicy> policies = new java.util.ArrayList<>(Labs.instance().policies());
        policies.add(new RoutePolicy(
                "tor-switch-ipv4-Service-webpod-default-LoadBalancerIP", RoutePolicy.Type.EXPORT, List.of(marked)));
        List<Instance> instances = List.of(Labs.instance(policies));
        PoliciesView view = new PoliciesView(dialect);
        Golden.check(
                "cilium/route-policies-" + dialect + ".txt", view.text(instances) + GoText.json(view.json(instances)));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void services(Dialect dialect) {
        List<Frontend> frontends = Frontend.of(
                List.of(Labs.webpod("k8s-ctr", false), Labs.webpod(null, true)).subList(0, 1),
                "k8s-ctr",
                List.of("192.168.10.100"));
        ServicesView view = new ServicesView();
        Golden.check(
                "cilium/services-" + dialect + ".txt",
                view.text(frontends, true, dialect) + GoText.json(view.json(frontends, dialect)));
    }

    @Test
    void numbersOfServicesStay() {
        List<Frontend> all = Frontend.of(List.of(Labs.webpod("k8s-ctr", false)), "k8s-ctr", List.of());
        ServicesView view = new ServicesView();
        view.text(all, false, Dialect.V1_18);
        assertThat(view.text(all.subList(1, 2), false, Dialect.V1_18).lines().skip(1))
                .allMatch(line -> line.startsWith("2 "));
    }

    private static Route route(
            String neighbor, String prefix, Instant since, boolean best, List<PathAttribute> attributes) {
        return new Route(65001, neighbor, Cidr.of(prefix), since, best, false, attributes);
    }

    /** An answer of gobgp 3.10, its uptime moved. */
    private static JsonNode gobgp(String uptime) throws Exception {
        long since = NOW.minus(Duration.parse("PT" + uptime)).getEpochSecond();
        String json = Files.readString(Path.of("src/test/resources/answers/gobgp-3.10-neighbor.json"));
        return JsonMapper.shared().readTree(json.replace("1795371997", String.valueOf(since)));
    }
}
