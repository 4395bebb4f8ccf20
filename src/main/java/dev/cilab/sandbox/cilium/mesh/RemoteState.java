package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.lb.LbService.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is known of another cluster, as it was last told.
 *
 * @param identities how many; the same for addresses (of pods)
 */
public record RemoteState(String cluster, List<Node> nodes, int identities, int addresses, List<Service> services) {

    /** @param address by which it is reached; @param podCidr empty while it has none */
    public record Node(String name, String address, String podCidr) {}

    /** A service that the other cluster shares. */
    public record Service(String namespace, String name, List<Target> targets) {}

    /** @param port name of the service's port */
    public record Target(String port, String protocol, Backend backend) {}

    static RemoteState of(String cluster, Map<String, JsonNode> entries) {
        List<Node> nodes = new ArrayList<>();
        List<Service> services = new ArrayList<>();
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
            }
        }
        return new RemoteState(cluster, List.copyOf(nodes), identities, addresses, List.copyOf(services));
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
