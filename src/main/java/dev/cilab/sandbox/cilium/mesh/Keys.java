package dev.cilab.sandbox.cilium.mesh;

/** Where Cilium keeps a cluster's state in etcd. */
final class Keys {

    static final String CONFIG = "cilium/cluster-config/";
    static final String NODES = "cilium/state/nodes/v1/";
    static final String IDENTITIES = "cilium/state/identities/v1/id/";
    static final String ADDRESSES = "cilium/state/ip/v1/default/";
    static final String SERVICES = "cilium/state/services/v1/";

    private Keys() {}
}
