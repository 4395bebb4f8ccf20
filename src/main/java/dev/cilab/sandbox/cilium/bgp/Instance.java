package dev.cilab.sandbox.cilium.bgp;

import java.util.List;
import java.util.Optional;

/**
 * A BGP instance as it should run on one node.
 *
 * @param listenPort -1 = it never listens
 * @param policies   export policies, one per peer, family and thing advertised
 */
public record Instance(
        String name, long localAsn, String routerId, int listenPort, List<Peer> peers, List<RoutePolicy> policies) {

    public Instance {
        peers = List.copyOf(peers);
        policies = List.copyOf(policies);
    }

    /**
     * @param localAddress empty = the kernel chooses
     * @param password     TCP MD5 password; empty = none
     */
    public record Peer(
            String name, String address, long asn, String localAddress, String password, PeerSettings settings) {

        @Override
        public String toString() {
            return name + " (" + address + ")"; // never the password
        }
    }

    public Optional<Peer> peer(String address) {
        return peers.stream().filter(peer -> peer.address().equals(address)).findFirst();
    }
}
