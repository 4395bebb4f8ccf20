package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the routers to dial where a peering is not up, each peer at most once in {@link #PAUSE}. A router that is asked again drops the
 * connection that it is just making, or that GoBGP, which dials by itself after some ten seconds, has just made.
 */
final class Dialler {

    /** How often it makes sense to look whether somebody must be asked. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Node node;
    private final List<Router> routers;
    private final Map<String, Instant> dialled = new HashMap<>();

    Dialler(Node node, List<Router> routers) {
        this.node = node;
        this.routers = List.copyOf(routers);
    }

    /** Lets the routers in under the addresses that they are known by as peers. */
    void accept(List<String> peers) {
        node.nft(Router.acceptRules(routers, peers));
    }

    /** A new speaker has no connection yet that could be lost. */
    synchronized void speakerStarted() {
        dialled.clear();
    }

    /** @return whether a peering with a router is still to come up */
    synchronized boolean dial(List<PeerState> peers) {
        boolean waiting = false;
        for (PeerState state : peers) {
            for (Router router : routers) {
                String peer = state.peer().address();
                if (!state.established() && router.addresses().contains(peer)) {
                    waiting = true;
                    Instant last = dialled.getOrDefault(peer, Instant.EPOCH);
                    if (!Instant.now().isBefore(last.plus(PAUSE)) && router.dial(node.address())) {
                        dialled.put(peer, Instant.now());
                    }
                }
            }
        }
        return waiting;
    }
}
