package dev.cilab.sandbox.cilium.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cilium.LogLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection after another, each a process that prints lines. */
@Timeout(30)
class RemoteClusterTest {

    private static final String CONFIG = put("cilium/cluster-config/east", "{\"id\":2}");
    private static final String NODE = put(
            "cilium/state/nodes/v1/east/east-worker",
            "{\"Name\":\"east-worker\",\"IPAddresses\":[{\"Type\":\"InternalIP\",\"IP\":\"172.18.0.5\"}],"
                    + "\"IPv4AllocCIDR\":\"10.1.1.0/24\"}");
    private static final String SYNCED = "{\"synced\":true}";

    private final BlockingQueue<String> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<RemoteStatus> seen = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private RemoteCluster remote;

    @AfterEach
    void close() {
        remote.close();
    }

    @Test
    void isReadyOnceAllHasBeenTold() throws Exception {
        start(1, lasting(CONFIG, NODE, SYNCED));

        RemoteStatus status = await(RemoteStatus::ready);
        assertThat(status.known().nodes())
                .containsExactly(new RemoteState.Node("east-worker", "172.18.0.5", "10.1.1.0/24"));
        assertThat(status.clusterId()).hasValue(2);
        assertThat(status.failures()).isZero();
    }

    @Test
    void podsAreKnownByTheirAddressesWithTheLabelsOfTheirIdentities() throws Exception {
        String identity = put("cilium/state/identities/v1/id/131073", "{\"labels\":{\"k8s:app\":\"curl\"}}");
        String address = put(
                "cilium/state/ip/v1/default/10.1.1.30",
                "{\"IP\":\"10.1.1.30\",\"ID\":131073,\"K8sNamespace\":\"default\",\"K8sPodName\":\"curl-pod\"}");
        String host = put("cilium/state/ip/v1/default/10.1.1.1", "{\"IP\":\"10.1.1.1\",\"ID\":1}");
        start(1, lasting(CONFIG, identity, address, host, SYNCED));

        RemoteStatus status = await(RemoteStatus::ready);
        assertThat(status.known().addresses()).isEqualTo(2);
        assertThat(status.known().pods())
                .containsOnly(Map.entry(
                        "10.1.1.30",
                        new RemoteState.RemotePod("east", "default", "curl-pod", 131073, List.of("k8s:app=curl"))));
    }

    @Test
    void whatWasKnownStaysWhileTheConnectionIsLost() throws Exception {
        start(1, ending(CONFIG, NODE, SYNCED), "echo 'curl: (7) Failed to connect'");

        RemoteStatus lost = await(status -> status.failures() == 1);
        assertThat(lost.connected()).isFalse();
        assertThat(lost.known().nodes()).hasSize(1);
        assertThat(lost.text()).isEqualTo("Waiting for initial connection to be established");
    }

    @Test
    void whatIsGoneAfterAnotherConnectionIsForgotten() throws Exception {
        start(1, ending(CONFIG, NODE, SYNCED), lasting(CONFIG, SYNCED));

        await(status -> status.failures() == 1);
        assertThat(await(RemoteStatus::ready).known().nodes()).isEmpty();
    }

    @Test
    void anotherNameThanConfiguredIsNotReady() throws Exception {
        start(1, lasting(put("cilium/cluster-config/north", "{\"id\":3}"), SYNCED));

        RemoteStatus status = await(RemoteStatus::synced);
        assertThat(status.connected()).isTrue();
        assertThat(status.ready()).isFalse();
        assertThat(status.clusterId()).isEmpty();
    }

    @Test
    void aClusterWithTheSameIdIsRefused() throws Exception {
        start(2, ending(CONFIG, NODE, SYNCED));

        assertThat(await(status -> !status.connected()).ready()).isFalse();
        assertThat(logged("ClusterID 2 is already used")).isTrue();
    }

    private void start(int ownId, String... scripts) {
        connections.addAll(List.of(scripts));
        remote = new RemoteCluster(
                "east", ownId, this::next, () -> seen.add(remote.status()), new LogLines(log::add, "clustermesh"));
        remote.start();
    }

    /** Where no other script is left, a connection that nobody answers. */
    private Process next() {
        String script = connections.isEmpty() ? "sleep 60" : connections.remove();
        try {
            return new ProcessBuilder("sh", "-c", script).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RemoteStatus await(Predicate<RemoteStatus> wanted) throws InterruptedException {
        RemoteStatus status = seen.poll(20, TimeUnit.SECONDS);
        while (status != null && !wanted.test(status)) {
            status = seen.poll(20, TimeUnit.SECONDS);
        }
        assertThat(status).isNotNull();
        return status;
    }

    private boolean logged(String text) throws InterruptedException {
        String line = log.poll(20, TimeUnit.SECONDS);
        while (line != null && !line.contains(text)) {
            line = log.poll(20, TimeUnit.SECONDS);
        }
        return line != null;
    }

    private static String put(String key, String value) {
        return "{\"put\":\"" + key + "\",\"value\":" + value + "}";
    }

    private static String ending(String... lines) {
        return "cat <<'END'\n" + String.join("\n", lines) + "\nEND\n";
    }

    private static String lasting(String... lines) {
        return ending(lines) + "sleep 60";
    }
}
