package dev.cilab.probe.mesh;

import java.util.List;

/**
 * One agent's view of one remote cluster ({@code cluster-mesh.clusters[]} of {@code cilium-dbg status -o json}).
 *
 * @param on        the cluster of the agent
 * @param remote    the remote cluster's name
 * @param ready     connected, with its configuration and all of its state
 * @param status    the agent's own sentence about the connection
 * @param clusterId the remote cluster's id; 0 as long as it is not known
 * @param unsynced  kinds of state that have not come completely yet
 * @param nodes     how many of the remote cluster's nodes are known; so too the next three
 * @param reason    why it is not ready, the first that applies; empty if it is
 */
public record Connection(
        String on,
        String node,
        String pod,
        String remote,
        boolean ready,
        boolean connected,
        String status,
        boolean required,
        boolean retrieved,
        int clusterId,
        List<String> unsynced,
        int nodes,
        int endpoints,
        int identities,
        int services,
        int failures,
        String reason) {

    public Connection {
        unsynced = List.copyOf(unsynced);
    }
}
