package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.Selector;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Which prefixes a node announces to which peer: the labels of a CiliumBGPAdvertisement against the family's selector, then the kind of
 * advertisement, then the service's own rules.
 *
 * @param advertisements CiliumBGPAdvertisement objects
 * @param podCidrs       of the node
 */
record Advertisements(
        List<? extends JsonNode> advertisements, List<LbService> services, List<Cidr> podCidrs, String node) {

    private static final String OWN_CLASS = "io.cilium/bgp-control-plane";
    private static final int HOST = 32;

    /** Export policies, in the order of peers, families and advertisements; two that would bear one name are one policy. */
    List<RoutePolicy> policies(List<Instance.Peer> peers) {
        Map<String, List<RoutePolicy.Statement>> byName = new LinkedHashMap<>();
        for (Instance.Peer peer : peers) {
            for (PeerSettings.Family family : peer.settings().families()) {
                if (!family.name().equals("ipv4-unicast")
                        || family.advertisements().isMissingNode()) {
                    continue;
                }
                for (JsonNode object : advertisements) {
                    if (Selector.matches(family.advertisements(), Selector.labels(object))) {
                        object.path("spec").path("advertisements").forEach(entry -> add(byName, peer, family, entry));
                    }
                }
            }
        }
        List<RoutePolicy> policies = new ArrayList<>();
        byName.forEach((name, statements) -> policies.add(new RoutePolicy(name, RoutePolicy.Type.EXPORT, statements)));
        return policies;
    }

    private void add(
            Map<String, List<RoutePolicy.Statement>> byName,
            Instance.Peer peer,
            PeerSettings.Family family,
            JsonNode entry) {
        String prefix = peer.name() + "-" + family.afi() + "-";
        switch (entry.path("advertisementType").asString()) {
            case "PodCIDR" -> put(byName, prefix + "PodCIDR", statement(peer, entry, podCidrs));
            case "Service" -> {
                for (LbService service : services) {
                    if (selected(entry.path("selector"), service)) {
                        addService(byName, peer, prefix, entry, service);
                    }
                }
            }
            default -> {} // the sandbox has neither pod IP pools nor interface advertisements
        }
    }

    private void addService(
            Map<String, List<RoutePolicy.Statement>> byName,
            Instance.Peer peer,
            String prefix,
            JsonNode entry,
            LbService service) {
        for (JsonNode type : entry.path("service").path("addresses")) {
            List<Cidr> prefixes = prefixes(
                    service,
                    type.asString(),
                    entry.path("service").path("aggregationLengthIPv4").asInt(HOST));
            String name = prefix + "Service-" + service.name() + "-" + service.namespace() + "-" + type.asString();
            put(byName, name, statement(peer, entry, prefixes));
        }
    }

    private static void put(
            Map<String, List<RoutePolicy.Statement>> byName, String name, RoutePolicy.Statement statement) {
        if (statement.prefixes().isEmpty()) {
            return;
        }
        List<RoutePolicy.Statement> statements = byName.computeIfAbsent(name, n -> new ArrayList<>());
        if (!statements.contains(statement)) {
            statements.add(statement);
        }
    }

    private List<Cidr> prefixes(LbService service, String type, int aggregation) {
        boolean local =
                switch (type) {
                    case "ClusterIP" -> service.internalLocal();
                    default -> service.externalLocal();
                };
        if (!service.hasBackend(local ? node : null)) {
            return List.of();
        }
        List<String> addresses =
                switch (type) {
                    case "ClusterIP" -> service.clusterIps();
                    case "ExternalIP" -> service.externalIps();
                    case "LoadBalancerIP" -> ours(service) ? service.ingressIps() : List.of();
                    default -> List.of();
                };
        // an aggregate would attract traffic for addresses that this node must not serve
        int length = local ? HOST : aggregation;
        return addresses.stream()
                .map(address -> new Cidr(Cidr.address(address), length))
                .distinct()
                .toList();
    }

    private static boolean ours(LbService service) {
        return service.type().equals("LoadBalancer")
                && (service.loadBalancerClass().isEmpty()
                        || service.loadBalancerClass().equals(OWN_CLASS));
    }

    /** Without a selector nothing is selected. */
    private static boolean selected(JsonNode selector, LbService service) {
        if (selector.isMissingNode() || selector.isNull()) {
            return false;
        }
        Map<String, String> labels = new HashMap<>(service.labels());
        labels.put("io.kubernetes.service.name", service.name());
        labels.put("io.kubernetes.service.namespace", service.namespace());
        return Selector.matches(selector, labels);
    }

    private static RoutePolicy.Statement statement(Instance.Peer peer, JsonNode entry, List<Cidr> prefixes) {
        JsonNode attributes = entry.path("attributes");
        JsonNode communities = attributes.path("communities");
        List<String> standard = new ArrayList<>(texts(communities.path("standard")));
        standard.addAll(texts(communities.path("wellKnown")));
        JsonNode preference = attributes.path("localPreference");
        return new RoutePolicy.Statement(
                List.of(peer.address()),
                prefixes,
                standard,
                texts(communities.path("large")),
                preference.isNumber() ? OptionalLong.of(preference.asLong()) : OptionalLong.empty());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asString()));
        return texts;
    }
}
