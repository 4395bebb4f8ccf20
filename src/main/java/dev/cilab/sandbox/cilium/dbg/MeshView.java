package dev.cilab.sandbox.cilium.dbg;

import dev.cilab.sandbox.cilium.Dialect;
import dev.cilab.sandbox.cilium.mesh.RemoteStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The other clusters of a mesh in {@code cilium-dbg status}. */
final class MeshView {

    private final List<RemoteStatus> remotes;
    private final int globalServices;
    private final Dialect dialect;
    private final InstantSource clock;

    MeshView(List<RemoteStatus> remotes, int globalServices, Dialect dialect, InstantSource clock) {
        this.remotes = List.copyOf(remotes);
        this.globalServices = globalServices;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** @param all whether clusters that are ready are shown one by one too */
    String text(boolean all) {
        long ready = remotes.stream().filter(RemoteStatus::ready).count();
        StringBuilder text = new StringBuilder()
                .append(ready)
                .append('/')
                .append(remotes.size())
                .append(" remote clusters ready");
        if (dialect != Dialect.V1_19) {
            text.append(", ").append(globalServices).append(" global-services");
        }
        text.append('\n');
        remotes.stream().filter(remote -> all || !remote.ready()).forEach(remote -> one(text, remote));
        return text.toString();
    }

    private void one(StringBuilder text, RemoteStatus remote) {
        String failed = remote.lastFailure() == null ? "never" : ago(remote.lastFailure());
        text.append("   %s: %s, %d nodes, %d endpoints, %d identities, %d services, "
                .formatted(
                        remote.known().cluster(),
                        remote.ready() ? "ready" : "not-ready",
                        remote.known().nodes().size(),
                        remote.known().addresses(),
                        remote.known().identities(),
                        remote.known().services().size()));
        text.append("0 MCS-API service exports, %d reconnections (last: %s)%n".formatted(remote.failures(), failed));
        line(text, remote.text());
        line(text, "remote configuration: " + configuration(remote));
        if (asked(remote)) {
            line(
                    text,
                    "synchronization status: nodes=%1$b, endpoints=%1$b, identities=%1$b, services=%1$b"
                            .formatted(remote.synced()));
        }
    }

    private static String configuration(RemoteStatus remote) {
        if (!asked(remote)) {
            return "expected=unknown, retrieved=unknown";
        }
        return remote.clusterId().isEmpty()
                ? "expected=true, retrieved=false"
                : "expected=true, retrieved=true, cluster-id="
                        + remote.clusterId().getAsInt()
                        + ", kvstoremesh=false, sync-canaries=true, service-exports=disabled";
    }

    /** Whether there ever was a connection over which to ask. */
    private static boolean asked(RemoteStatus remote) {
        return remote.connected() || remote.failures() > 0;
    }

    ObjectNode json(ObjectNode mesh) {
        ArrayNode clusters = mesh.putArray("clusters");
        remotes.forEach(remote -> one(clusters.addObject(), remote));
        if (dialect != Dialect.V1_19 && globalServices > 0) {
            mesh.put("num-global-services", globalServices);
        }
        return mesh;
    }

    private static void one(ObjectNode object, RemoteStatus remote) {
        if (asked(remote)) {
            ObjectNode config = object.putObject("config");
            remote.clusterId().ifPresent(id -> config.put("cluster-id", id));
            config.put("required", true);
            if (remote.clusterId().isPresent()) {
                config.put("retrieved", true).put("sync-canaries", true);
            }
        }
        object.put("connected", remote.connected());
        if (remote.lastFailure() != null) {
            object.put("last-failure", remote.lastFailure().toString());
        } else {
            object.put("last-failure", "0001-01-01T00:00:00.000Z");
        }
        object.put("name", remote.known().cluster());
        count(object, "num-endpoints", remote.known().addresses());
        count(object, "num-failures", remote.failures());
        count(object, "num-identities", remote.known().identities());
        count(object, "num-nodes", remote.known().nodes().size());
        count(object, "num-shared-services", remote.known().services().size());
        object.put("ready", remote.ready()).put("status", remote.text());
        if (asked(remote)) {
            ObjectNode synced = object.putObject("synced");
            List.of("endpoints", "identities", "nodes", "services").forEach(kind -> synced.put(kind, remote.synced()));
        }
    }

    /** Zero is left out, as Go's omitempty does. */
    private static void count(ObjectNode object, String name, int number) {
        if (number > 0) {
            object.put(name, number);
        }
    }

    private String ago(Instant then) {
        return GoText.duration(Duration.between(then, clock.instant())) + " ago";
    }

    private static void line(StringBuilder text, String line) {
        text.append("   └  ").append(line).append('\n');
    }
}
