package dev.cilab.sandbox.cilium.lb;

import dev.cilab.sandbox.cilium.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * An address and port that a node balances over backends.
 *
 * @param type     as Cilium names it: {@code ClusterIP NodePort ExternalIPs LoadBalancer}
 * @param external for connections that come from outside the cluster; empty list with {@code reachable} true means none is left
 * @param internal for connections of pods and of the node itself
 * @param known    those that either was chosen from, which differ from it only by the service's affinity to a cluster
 */
public record Frontend(
        LbService service,
        LbService.Port port,
        String ip,
        int number,
        String type,
        boolean reachable,
        List<LbService.Backend> external,
        List<LbService.Backend> internal,
        List<LbService.Backend> known) {

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
                        .filter(backend -> !backend.remote() && backend.node().equals(node))
                        .toList();
                List<LbService.Backend> external = service.externalLocal() ? local : all;
                List<LbService.Backend> internal = service.internalLocal() ? local : all;
                service.clusterIps().forEach(ip -> frontends.add(inside(service, port, ip, internal)));
                if (port.nodePort() > 0) {
                    List<String> addresses = new ArrayList<>(nodeAddresses);
                    addresses.add(ANY_ADDRESS);
                    addresses.forEach(
                            ip -> frontends.add(outside(service, port, ip, port.nodePort(), "NodePort", external)));
                }
                service.externalIps()
                        .forEach(ip -> frontends.add(outside(service, port, ip, port.port(), "ExternalIPs", external)));
                service.ingressIps()
                        .forEach(
                                ip -> frontends.add(outside(service, port, ip, port.port(), "LoadBalancer", external)));
            }
        }
        return frontends;
    }

    private static Frontend inside(
            LbService service, LbService.Port port, String ip, List<LbService.Backend> backends) {
        List<LbService.Backend> chosen = service.sharing().select(backends);
        return new Frontend(service, port, ip, port.port(), "ClusterIP", false, List.of(), chosen, backends);
    }

    private static Frontend outside(
            LbService service,
            LbService.Port port,
            String ip,
            int number,
            String type,
            List<LbService.Backend> backends) {
        Sharing sharing = service.sharing();
        return new Frontend(
                service,
                port,
                ip,
                number,
                type,
                true,
                sharing.select(backends),
                sharing.select(port.backends()),
                backends);
    }

    /**
     * The backends that this node's service list shows: those that outside connections get, if they are let in at all. Up to 1.17 all that
     * are known are listed and the preferred ones marked, since 1.18 only those that are used.
     */
    public List<Listed> listed(Dialect dialect) {
        if (dialect == Dialect.V1_17) {
            return service.sharing().sorted(known).stream()
                    .map(backend ->
                            new Listed(backend, service.sharing().affinity().prefers(backend)))
                    .toList();
        }
        return (reachable ? external : internal)
                .stream().map(backend -> new Listed(backend, true)).toList();
    }

    /** A backend as it is listed. */
    public record Listed(LbService.Backend backend, boolean preferred) {}

    /** Its addresses must be routed to the node's own load balancing even for connections of the node itself. */
    boolean virtual() {
        return !type.equals("NodePort");
    }
}
