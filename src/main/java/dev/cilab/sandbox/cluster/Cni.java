package dev.cilab.sandbox.cluster;

import java.util.Optional;
import java.util.function.Consumer;

/** The pod network, as a kubelet asks for it. Without a ready one, pods stay ContainerCreating and nodes NotReady. */
public interface Cni {

    /** Empty while the agent of this node does not run: the kubelet tries again. */
    Optional<Address> add(String node, String namespace, String pod, String uid);

    void delete(String node, String uid);

    boolean ready(String node);

    /** The listener is called with the node's name after {@link #ready} has changed there; nobody polls it. */
    void onChange(Consumer<String> listener);

    /** @param gateway the next hop of the pod's default route */
    record Address(String ip, String gateway) {}
}
