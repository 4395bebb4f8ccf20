package dev.cilab.probe.cilium;

import java.util.List;

/**
 * An address that an agent translates, and to what.
 *
 * @param node     whose agent
 * @param address  {@code 10.96.39.92:80/TCP}
 * @param type     {@code ClusterIP NodePort LoadBalancer ExternalIPs HostPort LocalRedirect}
 * @param policy   external traffic policy, {@code Cluster} or {@code Local}
 * @param backends {@code 172.20.1.158:80}, active ones only, sorted
 */
public record Frontend(
        String on,
        String node,
        String address,
        String type,
        String namespace,
        String service,
        String policy,
        List<String> backends,
        List<Backend> all) {

    public Frontend {
        backends = List.copyOf(backends);
        all = List.copyOf(all);
    }

    /** @param state {@code active terminating quarantined maintenance}; @param node empty if the agent does not know */
    public record Backend(String ip, int port, String node, String state, boolean preferred) {}
}
