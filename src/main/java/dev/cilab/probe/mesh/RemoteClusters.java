package dev.cilab.probe.mesh;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code cluster-mesh} of {@code cilium-dbg status -o json}. The schema is one for all versions; later ones add kinds of state (1.20:
 * endpoint slices) and drop the number of global services (1.19). A field that is zero or false is absent.
 */
final class RemoteClusters {

    private RemoteClusters() {}

    static List<Connection> read(String on, String node, String pod, JsonNode status) {
        return status.at("/cluster-mesh/clusters")
                .valueStream()
                .map(remote -> connection(on, node, pod, remote))
                .toList();
    }

    private static Connection connection(String on, String node, String pod, JsonNode remote) {
        JsonNode config = remote.path("config");
        List<String> unsynced = remote.path("synced")
                .propertyStream()
                .filter(kind -> !kind.getValue().asBoolean(false))
                .map(kind -> kind.getKey())
                .toList();
        boolean connected = remote.path("connected").asBoolean(false);
        boolean ready = remote.path("ready").asBoolean(false);
        return new Connection(
                on,
                node,
                pod,
                remote.path("name").asString(""),
                ready,
                connected,
                remote.path("status").asString(""),
                config.path("required").asBoolean(false),
                config.path("retrieved").asBoolean(false),
                config.path("cluster-id").asInt(0),
                unsynced,
                remote.path("num-nodes").asInt(0),
                remote.path("num-endpoints").asInt(0),
                remote.path("num-identities").asInt(0),
                remote.path("num-shared-services").asInt(0),
                remote.path("num-failures").asInt(0),
                ready && connected ? "" : reason(remote, connected, config, unsynced));
    }

    private static String reason(JsonNode remote, boolean connected, JsonNode config, List<String> unsynced) {
        if (!connected) {
            return remote.path("status").asString("not connected");
        }
        if (config.isMissingNode()) {
            return "remote cluster configuration not retrieved yet";
        }
        if (config.path("required").asBoolean(false)
                && !config.path("retrieved").asBoolean(false)) {
            return "remote cluster configuration required but not found";
        }
        return unsynced.isEmpty()
                ? "remote cluster not ready"
                : "remote cluster not ready: not synchronized yet: " + String.join(", ", unsynced);
    }
}
