package dev.cilab.sandbox.cilium.mesh;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * How an agent stands with another cluster.
 *
 * @param known       what it says of it, also while it is not connected
 * @param clusterId   empty while the other cluster's configuration was not found under its name
 * @param synced      whether all that there was at the time of the last connection has been told
 * @param failures    connections that were lost
 * @param lastFailure null = never
 */
public record RemoteStatus(
        RemoteState known,
        boolean connected,
        OptionalInt clusterId,
        boolean synced,
        int failures,
        Instant lastFailure) {

    public boolean ready() {
        return connected && clusterId.isPresent() && synced;
    }

    /** In the words of Cilium's etcd client. */
    public String text() {
        return connected
                ? "etcd: 1/1 connected, leases=0, lock leases=0, has-quorum=true: endpoint status checks are disabled, ID: "
                        + etcdId(known.cluster())
                : "Waiting for initial connection to be established";
    }

    /** An etcd cluster's number follows from its configuration; here from the name alone. */
    public static String etcdId(String cluster) {
        return "%016x"
                .formatted(UUID.nameUUIDFromBytes(cluster.getBytes(StandardCharsets.UTF_8))
                        .getMostSignificantBits());
    }
}
