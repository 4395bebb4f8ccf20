package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cluster.Cni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The CNI plugin of all nodes: gives out addresses while the node's agent runs. */
public final class PodNetwork implements Cni {

    private static final String ROUTER = "router";

    private final Map<String, PodAddresses> addresses = new ConcurrentHashMap<>();
    private final Map<String, Endpoints> running = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Address> add(String node, String namespace, String pod, String uid) {
        Endpoints endpoints = running.get(node);
        if (endpoints == null) {
            return Optional.empty();
        }
        String gateway = router(node);
        Optional<Address> address = addresses.get(node).take(uid).map(ip -> new Address(ip, gateway));
        address.ifPresent(given -> endpoints.added(namespace, pod, uid, given.ip()));
        return address;
    }

    @Override
    public void delete(String node, String uid) {
        PodAddresses range = addresses.get(node);
        if (range != null && range.free(uid)) {
            Endpoints endpoints = running.get(node);
            if (endpoints != null) {
                endpoints.removed(uid);
            }
        }
    }

    @Override
    public boolean ready(String node) {
        return running.containsKey(node);
    }

    @Override
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Gives the node its range; a range that it had before is kept with what was given out of it. */
    void range(String node, Cidr cidr) {
        addresses.compute(
                node, (name, held) -> held != null && held.range().equals(cidr) ? held : new PodAddresses(cidr));
    }

    /** The address of the node's cilium_host. */
    String router(String node) {
        return addresses.get(node).take(ROUTER + " " + node).orElseThrow();
    }

    /** Addresses of the node's pods, without cilium_host's. */
    Set<String> pods(String node) {
        Set<String> taken = addresses.get(node).taken();
        taken.remove(router(node));
        return taken;
    }

    void serve(String node, Endpoints endpoints) {
        running.put(node, endpoints);
        listeners.forEach(listener -> listener.accept(node));
    }

    void pause(String node) {
        if (running.remove(node) != null) {
            listeners.forEach(listener -> listener.accept(node));
        }
    }
}
