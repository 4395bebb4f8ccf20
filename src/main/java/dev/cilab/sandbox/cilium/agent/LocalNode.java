package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.Member;
import dev.cilab.sandbox.cilium.lb.LoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an agent knows of its own node and of the other nodes from the API server. */
final class LocalNode {

    private static final String LINK_LOCAL = "169.254.0.0/16";
    /** What ip-masq-agent leaves alone unless it is told otherwise. */
    private static final List<String> PRIVATE = List.of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4");

    private static final int ATTEMPTS = 5;

    private final Objects objects;
    private final CiliumConfig config;
    private final Member member;
    private final ResourceType nodes;
    private final ResourceType ciliumNodes;

    LocalNode(Objects objects, CiliumConfig config, Member member) {
        this.objects = objects;
        this.config = config;
        this.member = member;
        this.nodes = objects.type("v1", "Node");
        this.ciliumNodes = objects.type("cilium.io/v2", "CiliumNode");
    }

    /** Makes the node's CiliumNode if there is none. */
    void register() {
        if (objects.get(ciliumNodes, "", member.name()).isPresent()) {
            return;
        }
        ObjectNode object =
                Json.object().put("apiVersion", ciliumNodes.apiVersion()).put("kind", ciliumNodes.kind());
        ObjectNode metadata = object.putObject("metadata").put("name", member.name());
        objects.get(nodes, "", member.name()).ifPresent(node -> {
            metadata.set("labels", node.path("metadata").path("labels").deepCopy());
            metadata.putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", "v1")
                    .put("kind", "Node")
                    .put("name", member.name())
                    .put("uid", node.path("metadata").path("uid").asString());
        });
        ObjectNode spec = object.putObject("spec");
        spec.putArray("addresses")
                .addObject()
                .put("ip", member.node().address())
                .put("type", "InternalIP");
        spec.putObject("ipam");
        try {
            objects.create(ciliumNodes, object);
        } catch (ApiError e) {
            if (e.code() != 409) {
                throw e;
            }
        }
    }

    /** Adds cilium_host's address to the CiliumNode, and the PodCIDR unless that is where it came from. */
    void publish(String router, Cidr podCidr) {
        for (int attempt = 1; ; attempt++) {
            ObjectNode object = objects.get(ciliumNodes, "", member.name()).orElseThrow();
            ArrayNode addresses = object.arrayNode();
            addresses.addObject().put("ip", member.node().address()).put("type", "InternalIP");
            addresses.addObject().put("ip", router).put("type", "CiliumInternalIP");
            ObjectNode spec = Json.object(object, "spec");
            ObjectNode before = spec.deepCopy();
            spec.set("addresses", addresses);
            if (!config.clusterPool()) {
                Json.object(spec, "ipam").putArray("podCIDRs").add(podCidr.toString());
            }
            if (spec.equals(before)) {
                return;
            }
            try {
                objects.update(ciliumNodes, object);
                return;
            } catch (ApiError e) {
                if (e.code() != 409 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Returns once the operator, or with ipam=kubernetes the controller manager, has given the node its PodCIDR. */
    Cidr awaitPodCidr() throws InterruptedException {
        CompletableFuture<Cidr> given = new CompletableFuture<>();
        try (Objects.Subscription watch = objects.watch(
                config.clusterPool() ? ciliumNodes : nodes,
                change -> podCidrs().stream().findFirst().ifPresent(given::complete))) {
            return given.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    List<Cidr> podCidrs() {
        return objects.get(config.clusterPool() ? ciliumNodes : nodes, "", member.name())
                .map(this::podCidrs)
                .orElse(List.of());
    }

    /** @param others addresses of the nodes of other clusters */
    LoadBalancer.Site site(Set<String> localPods, List<Cidr> others) {
        List<Cidr> exempt = new ArrayList<>(others);
        exempt.add(Cidr.of(member.node().address()));
        for (ObjectNode node : objects.list(nodes, "", "")) {
            for (JsonNode address : node.path("status").path("addresses")) {
                if (Cidr.isAddress(address.path("address").asString(""))) {
                    exempt.add(Cidr.of(address.path("address").asString()));
                }
            }
        }
        if (!config.nativeRoutingCidr().isEmpty()) {
            exempt.add(Cidr.of(config.nativeRoutingCidr()));
        }
        if (config.on("enable-ip-masq-agent")) {
            exempt.addAll(ipMasqAgent());
        }
        boolean masquerade = !config.text("enable-ipv4-masquerade", "true").equals("false");
        return new LoadBalancer.Site(member.devices(), podCidrs(), localPods, masquerade, exempt);
    }

    /** What the ip-masq-agent's map holds: read anew each time, as its ConfigMap needs no restart. */
    List<Cidr> ipMasqAgent() {
        JsonNode settings = objects.get(objects.type("v1", "ConfigMap"), CiliumConfig.NAMESPACE, "ip-masq-agent")
                .map(map -> map.path("data").path("config").asString(""))
                .filter(text -> !text.isBlank())
                .map(Json::read)
                .orElseGet(Json::object);
        List<Cidr> cidrs = new ArrayList<>();
        settings.path("nonMasqueradeCIDRs").forEach(cidr -> cidrs.add(Cidr.of(cidr.asString())));
        if (cidrs.isEmpty()) {
            PRIVATE.forEach(cidr -> cidrs.add(Cidr.of(cidr)));
        }
        if (!settings.path("masqLinkLocal").asBoolean(false)) {
            cidrs.add(Cidr.of(LINK_LOCAL));
        }
        return cidrs;
    }

    /** The other nodes' PodCIDRs and the addresses they are reached by. */
    Map<String, String> directRoutes() {
        Map<String, String> routes = new TreeMap<>();
        for (ObjectNode other : objects.list(config.clusterPool() ? ciliumNodes : nodes, "", "")) {
            if (!other.path("metadata").path("name").asString().equals(member.name())) {
                podCidrs(other).forEach(cidr -> routes.put(cidr.toString(), address(other)));
            }
        }
        return routes;
    }

    private String address(ObjectNode other) {
        JsonNode list = config.clusterPool()
                ? other.path("spec").path("addresses")
                : other.path("status").path("addresses");
        for (JsonNode address : list) {
            if (address.path("type").asString("").equals("InternalIP")) {
                return address.path(config.clusterPool() ? "ip" : "address").asString();
            }
        }
        throw new IllegalStateException(
                "node " + other.path("metadata").path("name").asString() + " has no InternalIP");
    }

    private List<Cidr> podCidrs(ObjectNode object) {
        JsonNode spec = object.path("spec");
        List<Cidr> cidrs = new ArrayList<>();
        (config.clusterPool() ? spec.path("ipam").path("podCIDRs") : spec.path("podCIDRs"))
                .forEach(cidr -> cidrs.add(Cidr.of(cidr.asString())));
        return cidrs;
    }
}
