package dev.cilab.probe.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.Golden;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every speaker's dialect ends in the same records. Answers of FRR 8.4 were recorded, the others follow their published schemas. */
class DialectsTest {

    @Test
    void ciliumPeersUpTo118() throws Unreachable {
        Golden.check(
                "probe/cilium-1.18-peers.txt",
                Answers.lines(CiliumPeers.read("cilium", "k8s-ctr", Answers.json("cilium-1.18-peers.json"))));
    }

    @Test
    void ciliumPeersFrom119WithoutFamilies() throws Unreachable {
        Golden.check(
                "probe/cilium-1.19-peers.txt",
                Answers.lines(CiliumPeers.read("cilium", "k8s-ctr", Answers.json("cilium-1.19-peers.json"))));
    }

    @Test
    void frrPeersRecorded() throws Unreachable {
        List<JsonNode> answers = Json.readAll("router", Answers.text("frr84-peers.json"));

        Golden.check(
                "probe/frr84-peers.txt",
                Answers.lines(new FrrPeers(Answers.site()).read("router", answers.get(0), answers.get(1))));
    }

    @Test
    void frrPeersInEveryState() throws Unreachable {
        List<JsonNode> answers = Json.readAll("router", Answers.text("frr-states.json"));

        Golden.check(
                "probe/frr-states.txt",
                Answers.lines(new FrrPeers(Answers.site()).read("router", answers.get(0), answers.get(1))));
    }

    @Test
    void frrWithoutNeighborsHasNoPeers() throws Unreachable {
        List<JsonNode> answers = Json.readAll("router", "{}\n{\n}\n");

        assertThat(new FrrPeers(Answers.site()).read("router", answers.get(0), answers.get(1)))
                .isEmpty();
    }

    @Test
    void statusOfNodeConfig() throws Unreachable {
        JsonNode config = Json.read("api", """
                {"metadata": {"name": "k8s-w0"}, "status": {"bgpInstances": [{"name": "instance-65001", "localASN": 65001, "peers": [
                  {"name": "tor-switch", "peerAddress": "192.168.10.200", "peerASN": 65000, "peeringState": "established",
                   "establishedTime": "2025-08-09T05:31:40Z", "timers": {"appliedHoldTimeSeconds": 9, "appliedKeepaliveSeconds": 3},
                   "routeCount": [{"afi": "ipv4", "safi": "unicast", "received": 4, "advertised": 1}]}]}]}}""");
        StatusPeers reader = new StatusPeers(Instant.parse("2025-08-09T05:32:00Z"));

        Golden.check("probe/status-peers.txt", Answers.lines(reader.read("status", new KubeObject(config))));
    }

    @Test
    void statusReportsSwitchedOffMeansNoPeers() throws Unreachable {
        JsonNode config = Json.read("api", "{\"metadata\": {\"name\": \"k8s-w0\"}, \"status\": {}}");

        assertThat(new StatusPeers(Instant.EPOCH).read("status", new KubeObject(config)))
                .isEmpty();
    }

    @Test
    void ciliumPathsFromWireBytes() throws Unreachable {
        Golden.check(
                "probe/cilium-paths.txt",
                Answers.lines(CiliumPaths.read("cilium", "k8s-ctr", Answers.json("cilium-routes-advertised.json"))));
    }

    @Test
    void damagedWireBytesAreNoRoute() throws Unreachable {
        JsonNode cut = Json.read(
                "agent",
                "[{\"paths\":[{\"nlri\":{\"base64\":\"GKw=\"},\"path-attributes\":[{\"base64\":\"QAEBAA==\"}]}]}]");

        assertThatThrownBy(() -> CiliumPaths.read("cilium", "k8s-ctr", cut))
                .isInstanceOf(Unreachable.class)
                .hasMessage("a BGP route could not be decoded: a prefix of length 24 in 1 bytes");
    }

    @Test
    void frrTableRecorded() throws Unreachable {
        Golden.check(
                "probe/frr84-rib.txt",
                Answers.lines(new FrrPaths(Answers.site()).read("router", "router", Answers.json("frr84-rib.json"))));
    }

    @Test
    void frr10TableWithSeveralPaths() throws Unreachable {
        Golden.check(
                "probe/frr-10-rib.txt",
                Answers.lines(new FrrPaths(Answers.site()).read("router", "router", Answers.json("frr-10-rib.json"))));
    }

    @Test
    void routePoliciesReadTheSameInBothShapes() throws Unreachable {
        List<RoutePolicy> old = PoliciesProbe.read("cilium", "k8s-w1", Answers.json("cilium-1.18-route-policies.json"));
        List<RoutePolicy> now = PoliciesProbe.read("cilium", "k8s-w1", Answers.json("cilium-1.19-route-policies.json"));

        assertThat(now).isEqualTo(old);
        Golden.check("probe/route-policies.txt", Answers.lines(now));
    }

    @Test
    void frrLog() {
        Golden.check(
                "probe/frr-log.txt",
                Answers.lines(FrrLogProbe.read(Answers.site(), "router", Answers.text("frr-journal.log"))));
    }

    @Test
    void runningConfiguration() {
        Golden.check(
                "probe/frr84-running.txt",
                Answers.lines(RunningConfig.parse("router", Answers.text("frr84-running.conf"))
                        .lines()));
    }
}
