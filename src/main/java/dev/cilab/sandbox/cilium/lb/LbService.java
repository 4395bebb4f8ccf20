package dev.cilab.sandbox.cilium.lb;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Kubernetes Service with the backends of its ports: what load balancing and BGP need of it.
 *
 * @param type              {@code ClusterIP}, {@code NodePort} or {@code LoadBalancer}; others are not balanced
 * @param ingressIps        addresses that LB IPAM has given it
 * @param loadBalancerClass empty = none
 * @param externalLocal     externalTrafficPolicy is Local
 * @param internalLocal     internalTrafficPolicy is Local
 * @param affinity          sessionAffinity is ClientIP
 * @param sharing           with the other clusters of a mesh
 */
public record LbService(
        String namespace,
        String name,
        Map<String, String> labels,
        String type,
        List<String> clusterIps,
        List<String> externalIps,
        List<String> ingressIps,
        String loadBalancerClass,
        boolean externalLocal,
        boolean internalLocal,
        boolean affinity,
        List<Port> ports,
        Sharing sharing) {

    public LbService(
            String namespace,
            String name,
            Map<String, String> labels,
            String type,
            List<String> clusterIps,
            List<String> externalIps,
            List<String> ingressIps,
            String loadBalancerClass,
            boolean externalLocal,
            boolean internalLocal,
            boolean affinity,
            List<Port> ports) {
        this(
                namespace,
                name,
                labels,
                type,
                clusterIps,
                externalIps,
                ingressIps,
                loadBalancerClass,
                externalLocal,
                internalLocal,
                affinity,
                ports,
                Sharing.NONE);
    }

    public LbService withPorts(List<Port> others) {
        return new LbService(
                namespace,
                name,
                labels,
                type,
                clusterIps,
                externalIps,
                ingressIps,
                loadBalancerClass,
                externalLocal,
                internalLocal,
                affinity,
                others,
                sharing);
    }

    /**
     * @param protocol {@code TCP} or {@code UDP}
     * @param nodePort 0 = none
     * @param backends those that take new connections: ready and not terminating, ordered by address
     */
    public record Port(String name, String protocol, int port, int nodePort, List<Backend> backends) {}

    /** @param node empty when the endpoint names none; @param cluster empty = this one */
    public record Backend(String ip, int port, String node, String cluster) {

        public Backend(String ip, int port, String node) {
            this(ip, port, node, "");
        }

        public boolean remote() {
            return !cluster.isEmpty();
        }
    }

    /** The order in which backends are listed. */
    public static final Comparator<Backend> ORDER = Comparator.comparingLong(
                    (Backend backend) -> Cidr.address(backend.ip()))
            .thenComparingInt(Backend::port);

    /** True when any port has a backend, on the given node if one is given. */
    public boolean hasBackend(String node) {
        return ports.stream()
                .flatMap(port -> port.backends().stream())
                .anyMatch(backend -> node == null || backend.node().equals(node));
    }

    /** All Services of a cluster that have an address, ordered by namespace and name. */
    public static List<LbService> all(Objects objects) {
        List<ObjectNode> slices = objects.list(objects.type("discovery.k8s.io/v1", "EndpointSlice"), "", "");
        List<LbService> services = new ArrayList<>();
        for (ObjectNode service : objects.list(objects.type("v1", "Service"), "", "")) {
            String type = service.path("spec").path("type").asString("ClusterIP");
            if (!type.equals("ExternalName")) {
                services.add(of(service, type, slices));
            }
        }
        services.sort(Comparator.comparing(LbService::namespace).thenComparing(LbService::name));
        return services;
    }

    private static LbService of(ObjectNode service, String type, List<ObjectNode> slices) {
        JsonNode spec = service.path("spec");
        String namespace = service.path("metadata").path("namespace").asString();
        String name = service.path("metadata").path("name").asString();
        List<ObjectNode> own = slices.stream()
                .filter(slice ->
                        slice.path("metadata").path("namespace").asString().equals(namespace))
                .filter(slice -> name.equals(Selector.labels(slice).get("kubernetes.io/service-name")))
                .toList();
        List<Port> ports = new ArrayList<>();
        for (JsonNode port : spec.path("ports")) {
            String protocol = port.path("protocol").asString("TCP");
            String portName = port.path("name").asString("");
            ports.add(new Port(
                    portName,
                    protocol,
                    port.path("port").asInt(),
                    port.path("nodePort").asInt(0),
                    backends(own, portName, protocol)));
        }
        List<String> ingress = new ArrayList<>();
        service.path("status")
                .path("loadBalancer")
                .path("ingress")
                .forEach(entry -> ingress.add(entry.path("ip").asString("")));
        return new LbService(
                namespace,
                name,
                Selector.labels(service),
                type,
                addresses(spec.path("clusterIPs"), spec.path("clusterIP")),
                addresses(spec.path("externalIPs"), spec.path("no such field")),
                ingress.stream().filter(Cidr::isAddress).toList(),
                spec.path("loadBalancerClass").asString(""),
                spec.path("externalTrafficPolicy").asString("Cluster").equals("Local"),
                spec.path("internalTrafficPolicy").asString("Cluster").equals("Local"),
                spec.path("sessionAffinity").asString("None").equals("ClientIP"),
                ports,
                Sharing.of(service));
    }

    /** IPv4 addresses only; {@code None} of a headless service is none. */
    private static List<String> addresses(JsonNode list, JsonNode single) {
        List<String> addresses = new ArrayList<>();
        list.forEach(address -> addresses.add(address.asString()));
        if (addresses.isEmpty() && single.isString()) {
            addresses.add(single.asString());
        }
        return addresses.stream().filter(Cidr::isAddress).toList();
    }

    private static List<Backend> backends(List<ObjectNode> slices, String portName, String protocol) {
        List<Backend> backends = new ArrayList<>();
        for (ObjectNode slice : slices) {
            for (JsonNode port : slice.path("ports")) {
                if (port.path("name").asString("").equals(portName)
                        && port.path("protocol").asString("TCP").equals(protocol)) {
                    addActive(
                            backends, slice.path("endpoints"), port.path("port").asInt());
                }
            }
        }
        return backends.stream().distinct().sorted(ORDER).toList();
    }

    private static void addActive(List<Backend> backends, JsonNode endpoints, int port) {
        for (JsonNode endpoint : endpoints) {
            JsonNode conditions = endpoint.path("conditions");
            if (!conditions.path("ready").asBoolean(true)
                    || conditions.path("terminating").asBoolean(false)) {
                continue;
            }
            for (JsonNode address : endpoint.path("addresses")) {
                if (Cidr.isAddress(address.asString())) {
                    backends.add(new Backend(
                            address.asString(), port, endpoint.path("nodeName").asString("")));
                }
            }
        }
    }
}
