package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.Golden;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.lb.LbService;
import dev.cilab.sandbox.cilium.mesh.Reachability;
import dev.cilab.sandbox.cilium.mesh.RemoteState;
import dev.cilab.sandbox.cilium.mesh.RemoteStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeshViewTest {

    private static final Instant NOW = Instant.parse("2025-08-09T05:40:01Z");
    private static final Map<String, String> AUTHORITY = Map.of(
            "serial",
            "3A7F",
            "subject",
            "CN=Cilium CA",
            "issuer",
            "CN=Cilium CA",
            "notBefore",
            "2025-08-09 05:00:00 +0000 UTC",
            "notAfter",
            "2028-08-08 05:00:00 +0000 UTC");
    private static final Map<String, String> CLIENT = Map.of(
            "serial",
            "51C2",
            "subject",
            "CN=remote",
            "issuer",
            "CN=Cilium CA",
            "notBefore",
            "2025-08-09 05:10:00 +0000 UTC",
            "notAfter",
            "2028-08-08 05:10:00 +0000 UTC");

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void status(Dialect dialect) {
        List<RemoteStatus> remotes = List.of(
                new RemoteStatus(state("east"), true, OptionalInt.of(2), true, 0, null),
                new RemoteStatus(state("north"), false, OptionalInt.of(3), true, 2, NOW.minusSeconds(65)),
                new RemoteStatus(state("other"), true, OptionalInt.empty(), true, 0, null),
                new RemoteStatus(
                        new RemoteState("south", List.of(), 0, 0, Map.of(), List.of()),
                        false,
                        OptionalInt.empty(),
                        false,
                        0,
                        null));
        MeshView view = new MeshView(remotes, 1, dialect, InstantSource.fixed(NOW));

        Golden.check(
                "cilium/mesh-status-" + dialect + ".txt",
                "ClusterMesh:   " + view.text(true) + "ClusterMesh:   " + view.text(false)
                        + GoText.json(view.json(Json.object())));
    }

    @Test
    void troubleshoot() {
        Map<String, String> verified = new TreeMap<>(CLIENT);
        verified.put("verified", "yes");
        Golden.check(
                "cilium/troubleshoot-clustermesh.txt",
                TroubleshootView.text(List.of(
                        route(
                                Map.of(
                                        "address", "172.18.0.4",
                                        "tcp", "172.18.0.4:32380",
                                        "version", "1.3",
                                        "cipher", "TLS_AES_256_GCM_SHA384",
                                        "etcd", "3.5.21"),
                                verified),
                        route(Map.of("unresolved", "east.mesh.cilium.io"), verified),
                        route(Map.of("address", "172.18.0.4", "untouched", "Connection refused"), verified),
                        route(
                                Map.of("address", "172.18.0.4", "tcp", "172.18.0.4:32380", "untrusted", "num=20"),
                                CLIENT),
                        route(Map.of("address", "172.18.0.4", "tcp", "172.18.0.4:32380", "untrusted", ""), Map.of()))));
    }

    private static Reachability.Route route(Map<String, String> findings, Map<String, String> client) {
        return new Reachability.Route(
                "east",
                "/var/lib/cilium/clustermesh/east",
                "https://east.mesh.cilium.io:32380",
                findings,
                AUTHORITY,
                client);
    }

    private static RemoteState state(String cluster) {
        LbService.Backend backend = new LbService.Backend("10.1.1.20", 80, "", cluster);
        return new RemoteState(
                cluster,
                List.of(new RemoteState.Node("one", "172.18.0.4", "10.1.0.0/24")),
                3,
                4,
                Map.of(),
                List.of(new RemoteState.Service(
                        "default", "webpod", List.of(new RemoteState.Target("", "TCP", backend)))));
    }
}
