package dev.cilab.sandbox.cluster;

import java.util.Optional;

/** The pod network, as a kubelet asks for it. Without a ready one, pods stay ContainerCreating and nodes NotReady. */
public interface Cni {

    /** Empty while the agent of this node does not run: the kubelet tries again. */
    Optional<Address> add(String node, String namespace, String pod, String uid);

    void delete(String node, String uid);

    boolean ready(String node);

    /** @param gateway the next hop of the pod's default route */
    record Address(String ip, String gateway) {}
}
