package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The BGP lab's objects as tests need them. */
public final class Labs {

    public static final JsonNode PEER_CONFIG = yaml("""
            timers: {holdTimeSeconds: 9, keepAliveTimeSeconds: 3}
            ebgpMultihop: 2
            gracefulRestart: {enabled: true, restartTimeSeconds: 15}
            families: [{afi: ipv4, safi: unicast, advertisements: {matchLabels: {advertise: bgp}}}]
            """);

    private Labs() {}

    public static JsonNode yaml(String text) {
        return new YAMLMapper().readTree(text);
    }

    public static Instance.Peer tor() {
        return new Instance.Peer("tor-switch", "192.168.10.200", 65000, "", "", PeerSettings.of(PEER_CONFIG));
    }

    public static Instance instance(List<RoutePolicy> policies) {
        return new Instance("instance-65001", 65001, "192.168.10.100", 179, List.of(tor()), policies);
    }

    public static Instance instance() {
        return instance(policies(yaml(
                "[{metadata: {labels: {advertise: bgp}}, spec: {advertisements: [{advertisementType: PodCIDR}]}}]")));
    }

    /** @param advertisements a list of CiliumBGPAdvertisements */
    public static List<RoutePolicy> policies(JsonNode advertisements, LbService... services) {
        List<JsonNode> list = new java.util.ArrayList<>();
        advertisements.forEach(list::add);
        return new Advertisements(list, List.of(services), List.of(Cidr.of("172.20.0.0/24")), "k8s-ctr")
                .policies(List.of(tor()));
    }

    /** A LoadBalancer with one backend. */
    public static LbService webpod(String backendNode, boolean local) {
        LbService.Backend backend = new LbService.Backend("172.20.0.229", 80, backendNode);
        return new LbService(
                "default",
                "webpod",
                Map.of("app", "webpod"),
                "LoadBalancer",
                List.of("10.96.39.92"),
                List.of("203.0.113.7"),
                List.of("172.16.1.1"),
                "",
                local,
                false,
                false,
                List.of(new LbService.Port("", "TCP", 80, 30800, backendNode == null ? List.of() : List.of(backend))));
    }

    public static PeerState established(Instance instance, JsonNode gobgp) {
        return PeerState.of(instance, instance.peers().getFirst(), gobgp);
    }

    public static PeerState down(Instance instance) {
        return PeerState.unknown(instance, instance.peers().getFirst());
    }
}
