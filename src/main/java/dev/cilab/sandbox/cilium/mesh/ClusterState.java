package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster tells the others: its nodes, identities, pod addresses, and the services that it shares. */
final class ClusterState {

    private final Objects objects;
    private final String name;
    private final int id;
    private final int largest;
    private final ResourceType nodes;
    private final ResourceType identities;
    private final ResourceType endpoints;

    ClusterState(Objects objects, CiliumConfig config) {
        this.objects = objects;
        this.name = config.clusterName();
        this.id = config.clusterId();
        this.largest = Integer.parseInt(config.text("max-connected-clusters", "255"));
        this.nodes = objects.type("cilium.io/v2", "CiliumNode");
        this.identities = objects.type("cilium.io/v2", "CiliumIdentity");
        this.endpoints = objects.type("cilium.io/v2", "CiliumEndpoint");
    }

    /** A change of any of these may change what is told. */
    List<ResourceType> sources() {
        return List.of(
                nodes,
                identities,
                endpoints,
                objects.type("v1", "Service"),
                objects.type("discovery.k8s.io/v1", "EndpointSlice"));
    }

    SortedMap<String, ObjectNode> entries() {
        SortedMap<String, ObjectNode> entries = new TreeMap<>();
        ObjectNode config = Json.object().put("id", id);
        config.putObject("capabilities").put("syncedCanaries", true).put("maxConnectedClusters", largest);
        entries.put(Keys.CONFIG + name, config);
        for (ObjectNode node : objects.list(nodes, "", "")) {
            String own = Json.text(node, "metadata", "name");
            entries.put(Keys.NODES + name + "/" + own, node(own, node.path("spec")));
        }
        for (ObjectNode identity : objects.list(identities, "", "")) {
            ObjectNode labels = Json.object();
            labels.set("labels", identity.path("security-labels"));
            entries.put(Keys.IDENTITIES + Json.text(identity, "metadata", "name"), labels);
        }
        for (ObjectNode endpoint : objects.list(endpoints, "", "")) {
            String ip = endpoint.at("/status/networking/addressing/0/ipv4").asString("");
            if (!ip.isEmpty()) {
                entries.put(Keys.ADDRESSES + ip, address(ip, endpoint));
            }
        }
        for (LbService service : LbService.all(objects)) {
            if (service.sharing().exported()) {
                entries.put(Keys.SERVICES + name + "/" + service.namespace() + "/" + service.name(), service(service));
            }
        }
        return entries;
    }

    private ObjectNode node(String own, JsonNode spec) {
        ObjectNode node = Json.object().put("Name", own).put("Cluster", name).put("ClusterID", id);
        var addresses = node.putArray("IPAddresses");
        for (JsonNode address : spec.path("addresses")) {
            addresses.addObject().put("Type", Json.text(address, "type")).put("IP", Json.text(address, "ip"));
        }
        node.put("IPv4AllocCIDR", spec.path("ipam").path("podCIDRs").path(0).asString(""));
        return node;
    }

    private static ObjectNode address(String ip, ObjectNode endpoint) {
        return Json.object()
                .put("IP", ip)
                .put("HostIP", endpoint.at("/status/networking/node").asString(""))
                .put("ID", endpoint.at("/status/identity/id").asInt(0))
                .put("K8sNamespace", Json.text(endpoint, "metadata", "namespace"))
                .put("K8sPodName", Json.text(endpoint, "metadata", "name"));
    }

    private ObjectNode service(LbService service) {
        ObjectNode value = Json.object()
                .put("cluster", name)
                .put("clusterID", id)
                .put("namespace", service.namespace())
                .put("name", service.name())
                .put("shared", true);
        ObjectNode backends = value.putObject("backends");
        for (LbService.Port port : service.ports()) {
            for (LbService.Backend backend : port.backends()) {
                backends.withObject("/" + backend.ip())
                        .putObject(port.name())
                        .put("Protocol", port.protocol())
                        .put("Port", backend.port());
            }
        }
        return value;
    }
}
