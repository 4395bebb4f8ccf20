package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.cilium.Cidr;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The addresses of a node's PodCIDR. Where an address falls depends on who asks, not on the order: the same pod asks twice and gets the same
 * one. The network's first and last address are never given out. It outlives an agent, as the agent's state folder does.
 */
final class PodAddresses {

    private final Cidr range;
    private final Map<String, String> byOwner = new TreeMap<>();

    PodAddresses(Cidr range) {
        this.range = range;
    }

    Cidr range() {
        return range;
    }

    /** Empty when all are taken. */
    synchronized Optional<String> take(String owner) {
        String held = byOwner.get(owner);
        if (held != null) {
            return Optional.of(held);
        }
        long usable = range.size() - 2;
        long start = Integer.toUnsignedLong(spread(owner.hashCode()));
        for (long i = 0; i < usable; i++) {
            String candidate = Cidr.text(range.base() + 1 + (start + i) % usable);
            if (!byOwner.containsValue(candidate)) {
                byOwner.put(owner, candidate);
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    synchronized boolean free(String owner) {
        return byOwner.remove(owner) != null;
    }

    synchronized Set<String> taken() {
        return new TreeSet<>(byOwner.values());
    }

    /** Neighbouring hash codes end up far apart. */
    private static int spread(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x9E3779B1;
        return mixed ^ mixed >>> 15;
    }
}
