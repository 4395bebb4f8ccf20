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
 * @param used     those of them that get traffic: up to 1.17 an affinity marks some as preferred, since 1.18 it leaves the others out
 * @param clusters the clusters that the used ones are in, sorted
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
        List<String> used,
        List<String> clusters,
        List<Backend> all) {

    public Frontend {
        backends = List.copyOf(backends);
        used = List.copyOf(used);
        clusters = List.copyOf(clusters);
        all = List.copyOf(all);
    }

    /**
     * @param cluster whose pod network the address is in; empty if none of the topology's
     * @param node    empty if the agent does not know
     * @param state   {@code active terminating quarantined maintenance}
     */
    public record Backend(String ip, int port, String cluster, String node, String state, boolean preferred) {

        String address() {
            return ip + ":" + port;
        }
    }
}
