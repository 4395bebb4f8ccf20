package dev.cilab.sandbox.cilium.lb;

import java.util.ArrayList;
import java.util.List;

/**
 * An address and port that a node balances over backends.
 *
 * @param type     as Cilium names it: {@code ClusterIP NodePort ExternalIPs LoadBalancer}
 * @param external for connections that come from outside the cluster; empty list with {@code reachable} true means none is left
 * @param internal for connections of pods and of the node itself
 */
public record Frontend(
        LbService service,
        LbService.Port port,
        String ip,
        int number,
        String type,
        boolean reachable,
        List<LbService.Backend> external,
        List<LbService.Backend> internal) {

    /** The surrogate under which Cilium lists a NodePort once more. */
    static final String ANY_ADDRESS = "0.0.0.0";

    /** Identifies it among all frontends, and stays the same while it lives: {@code 10.96.0.1:443/TCP}. */
    public String key() {
        return ip + ":" + number + "/" + port.protocol();
    }

    /** Those of one node, ordered as the services are; {@link #ANY_ADDRESS} ones are for listing only. */
    public static List<Frontend> of(List<LbService> services, String node, List<String> nodeAddresses) {
        List<Frontend> frontends = new ArrayList<>();
        for (LbService service : services) {
            for (LbService.Port port : service.ports()) {
                List<LbService.Backend> all = port.backends();
                List<LbService.Backend> local = all.stream()
                        .filter(backend -> backend.node().equals(node))
                        .toList();
                List<LbService.Backend> external = service.externalLocal() ? local : all;
                List<LbService.Backend> internal = service.internalLocal() ? local : all;
                service.clusterIps()
                        .forEach(ip -> frontends.add(
                                new Frontend(service, port, ip, port.port(), "ClusterIP", false, List.of(), internal)));
                if (port.nodePort() > 0) {
                    List<String> addresses = new ArrayList<>(nodeAddresses);
                    addresses.add(ANY_ADDRESS);
                    addresses.forEach(ip -> frontends.add(
                            new Frontend(service, port, ip, port.nodePort(), "NodePort", true, external, all)));
                }
                service.externalIps()
                        .forEach(ip -> frontends.add(
                                new Frontend(service, port, ip, port.port(), "ExternalIPs", true, external, all)));
                service.ingressIps()
                        .forEach(ip -> frontends.add(
                                new Frontend(service, port, ip, port.port(), "LoadBalancer", true, external, all)));
            }
        }
        return frontends;
    }

    /** The backends that this node's service list shows: those that outside connections get, if they are let in at all. */
    public List<LbService.Backend> listed() {
        return reachable ? external : internal;
    }

    /** Its addresses must be routed to the node's own load balancing even for connections of the node itself. */
    boolean virtual() {
        return !type.equals("NodePort");
    }
}
