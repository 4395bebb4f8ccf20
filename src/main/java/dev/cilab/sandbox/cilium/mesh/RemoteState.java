package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.lb.LbService.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is known of another cluster, as it was last told.
 *
 * @param identities how many
 * @param addresses  how many, of pods and others
 * @param pods       by address
 */
public record RemoteState(
        String cluster,
        List<Node> nodes,
        int identities,
        int addresses,
        Map<String, RemotePod> pods,
        List<Service> services) {

    /** @param labels those of its identity, as {@code k8s:app=curl}; empty while that is not known */
    public record RemotePod(String cluster, String namespace, String name, int identity, List<String> labels) {}

    /** @param address by which it is reached; @param podCidr empty while it has none */
    public record Node(String name, String address, String podCidr) {}

    /** A service that the other cluster shares. */
    public record Service(String namespace, String name, List<Target> targets) {}

    /** @param port name of the service's port */
    public record Target(String port, String protocol, Backend backend) {}

    static RemoteState of(String cluster, Map<String, JsonNode> entries) {
        List<Node> nodes = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        Map<String, RemotePod> pods = new HashMap<>();
        int identities = 0;
        int addresses = 0;
        for (Map.Entry<String, JsonNode> entry : entries.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(Keys.NODES + cluster + "/")) {
                nodes.add(node(entry.getValue()));
            } else if (key.startsWith(Keys.SERVICES + cluster + "/")) {
                services.add(service(cluster, entry.getValue()));
            } else if (key.startsWith(Keys.IDENTITIES)) {
                identities++;
            } else if (key.startsWith(Keys.ADDRESSES)) {
                addresses++;
                pod(cluster, entry.getValue(), entries).ifPresent(pod -> pods.put(address(entry.getValue()), pod));
            }
        }
        return new RemoteState(
                cluster, List.copyOf(nodes), identities, addresses, Map.copyOf(pods), List.copyOf(services));
    }

    private static String address(JsonNode value) {
        return value.path("IP").asString("");
    }

    private static Optional<RemotePod> pod(String cluster, JsonNode value, Map<String, JsonNode> entries) {
        String name = value.path("K8sPodName").asString("");
        int identity = value.path("ID").asInt(0);
        JsonNode known = entries.get(Keys.IDENTITIES + identity);
        List<String> labels = known == null
                ? List.of()
                : known.path("labels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                        .toList();
        return name.isEmpty() || address(value).isEmpty()
                ? Optional.empty()
                : Optional.of(new RemotePod(cluster, value.path("K8sNamespace").asString(""), name, identity, labels));
    }

    private static Node node(JsonNode value) {
        String internal = "";
        for (JsonNode address : value.path("IPAddresses")) {
            if (address.path("Type").asString("").equals("InternalIP")) {
                internal = address.path("IP").asString("");
            }
        }
        return new Node(
                value.path("Name").asString(""),
                internal,
                value.path("IPv4AllocCIDR").asString(""));
    }

    private static Service service(String cluster, JsonNode value) {
        List<Target> targets = new ArrayList<>();
        for (Map.Entry<String, JsonNode> backend : value.path("backends").properties()) {
            for (Map.Entry<String, JsonNode> port : backend.getValue().properties()) {
                int number = port.getValue().path("Port").asInt(0);
                if (Cidr.isAddress(backend.getKey()) && number > 0) {
                    targets.add(new Target(
                            port.getKey(),
                            port.getValue().path("Protocol").asString("TCP"),
                            new Backend(backend.getKey(), number, "", cluster)));
                }
            }
        }
        return new Service(
                value.path("namespace").asString(""), value.path("name").asString(""), List.copyOf(targets));
    }
}
