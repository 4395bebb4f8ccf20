package dev.cilab.probe.bgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.Golden;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Json;
import dev.cilab.probe.cilium.CiliumDialect;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every speaker's dialect ends in the same records. Answers of FRR 8.4 were recorded, the others follow their published schemas. */
class DialectsTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.17", "1.18", "1.19"})
    void ciliumPeers(String version) throws Unreachable {
        Golden.check(
                "probe/cilium-" + version + "-peers.txt",
                Answers.lines(
                        CiliumPeers.read("cilium", "k8s-ctr", Answers.json("cilium-" + version + "-peers.json"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"frr84-peers", "frr-10-peers", "frr-states"})
    void frrPeers(String answer) throws Unreachable {
        Golden.check("probe/" + answer + ".txt", Answers.lines(peers(Answers.text(answer + ".json"))));
    }

    @Test
    void frrWithoutNeighborsHasNoPeers() throws Unreachable {
        assertThat(peers("{}\n{\n}\n")).isEmpty();
    }

    @Test
    void aBgpdThatDoesNotRunIsSaidInItsOwnWords() {
        assertThatThrownBy(() ->
                        peers("bgpd is not running\nbgpd is not running\nFRRouting 8.4.4 (router) on Linux(6.1.0).\n"))
                .isInstanceOf(Unreachable.class)
                .hasMessage("the answer is no JSON: bgpd is not running");
    }

    @Test
    void aNewerFrrIsReadAsTheNewestKnownAndSaid() throws Unreachable {
        FrrAnswer answer = FrrAnswer.read("router", "{}\nFRRouting 11.0-dev (router) on Linux(6.8.0).\n", 1);

        assertThat(answer.dialect()).isEqualTo(FrrDialect.V10);
        assertThat(answer.warnings())
                .containsExactly(
                        "FRR 11.0 is newer than 10, the newest known here: its answers are read as those of 10");
        assertThat(FrrAnswer.read("router", "{}\nFRRouting 10.5.4 (r) on Linux(6.8.0).\n", 1)
                        .warnings())
                .isEmpty();
        assertThat(FrrAnswer.read("router", "{}\nFRRouting 8.4.4 (r) on Linux(6.1.0).\n", 1)
                        .dialect())
                .isEqualTo(FrrDialect.V8);
    }

    private static List<Peer> peers(String answer) throws Unreachable {
        return new FrrPeers(Answers.site()).read("router", FrrAnswer.read("router", answer, 2));
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

    @ParameterizedTest
    @ValueSource(strings = {"frr84-rib", "frr-10-rib"})
    void frrTable(String answer) throws Exception {
        // recorded with the version after the table; asked for a whole table, FRR tells it first
        String text = Answers.text(answer + ".json");
        int version = Math.max(text.indexOf("FRRouting "), 0);
        String asked = version == 0 ? text : text.substring(version) + "\n" + text.substring(0, version);
        InputStream table = new ByteArrayInputStream(asked.getBytes(StandardCharsets.UTF_8));

        Golden.check(
                "probe/" + answer + ".txt",
                Answers.lines(new FrrPaths(Answers.site(), path -> true)
                        .read("router", "router", table)
                        .paths()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.17", "1.18", "1.19"})
    void routePoliciesReadTheSameInEveryForm(String version) throws Unreachable {
        CiliumDialect dialect = CiliumDialect.of(version + ".0");
        String answer = Answers.text("cilium-" + version + "-route-policies.json");

        Golden.check(
                "probe/route-policies.txt", Answers.lines(PoliciesProbe.read(dialect, "cilium", "k8s-w1", answer)));
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
