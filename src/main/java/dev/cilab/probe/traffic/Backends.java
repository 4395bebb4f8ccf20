package dev.cilab.probe.traffic;

import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.probe.kube.Endpoint;
import dev.cilab.probe.kube.EndpointSlices;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Who should answer a URL, as the cluster has it.
 *
 * @param service {@code NAMESPACE/NAME}; empty if the URL is no service's
 * @param nodes   pod → the node it runs on; the ready endpoints of the service, or the pod with that address
 */
record Backends(String service, Map<String, String> nodes) {

    static Backends of(Cluster api, String url) throws Unreachable {
        URI uri = URI.create(url);
        String host = uri.getHost() == null ? "" : uri.getHost();
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        Optional<KubeObject> service = api.list(Ref.all("services")).stream()
                .filter(each -> serves(each, host) || servesOnNodes(each, port))
                .findFirst();
        Map<String, String> nodes = new TreeMap<>();
        if (service.isPresent()) {
            String namespace = service.get().namespace();
            EndpointSlices.of(api, namespace, service.get().name()).stream()
                    .filter(Endpoint::ready)
                    .forEach(endpoint -> nodes.put(endpoint.pod(), endpoint.node()));
            return new Backends(namespace + "/" + service.get().name(), nodes);
        }
        api.list(Ref.all("pods")).stream()
                .filter(pod -> pod.at("/status/podIP").asString("").equals(host))
                .filter(pod -> !pod.at("/spec/hostNetwork").asBoolean(false))
                .forEach(pod -> nodes.put(pod.name(), pod.at("/spec/nodeName").asString("")));
        return new Backends("", nodes);
    }

    /** Those of a service that is one with this in another cluster. */
    Backends with(Backends others) {
        Map<String, String> all = new TreeMap<>(nodes);
        all.putAll(others.nodes());
        return new Backends(service, all);
    }

    private static boolean serves(KubeObject service, String host) {
        String full = service.name() + "." + service.namespace();
        return service.at("/spec/clusterIP").asString("").equals(host)
                || lists(service.at("/status/loadBalancer/ingress"), "ip", host)
                || service.at("/spec/externalIPs").valueStream().anyMatch(ip -> ip.asString("")
                        .equals(host))
                || host.equals(service.name())
                || host.equals(full)
                || host.startsWith(full + ".svc");
    }

    /** The first node port starts at 30000, so a URL with such a port is meant for one. */
    private static boolean servesOnNodes(KubeObject service, int port) {
        return port >= 30000
                && service.at("/spec/ports")
                        .valueStream()
                        .anyMatch(each -> each.path("nodePort").asInt(0) == port);
    }

    private static boolean lists(JsonNode items, String field, String value) {
        return items.valueStream()
                .anyMatch(item -> item.path(field).asString("").equals(value));
    }

    List<String> names() {
        return List.copyOf(nodes.keySet());
    }
}
