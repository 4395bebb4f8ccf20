package dev.cilab.kube;

import dev.cilab.lab.ClusterName;

/** The right to write to one cluster. Only {@link Guard} makes one, and every write asks for it. */
public final class Permit {

    private final ClusterName cluster;
    private final String uid;

    Permit(ClusterName cluster, String uid) {
        this.cluster = cluster;
        this.uid = uid;
    }

    public ClusterName cluster() {
        return cluster;
    }

    /** UID of the kube-system namespace: what identifies a cluster whatever its address or context name. */
    public String uid() {
        return uid;
    }
}
