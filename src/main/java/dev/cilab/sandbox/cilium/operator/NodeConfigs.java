package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a CiliumBGPClusterConfig and a node's override say, as the node's CiliumBGPNodeConfig. */
final class NodeConfigs {

    private NodeConfigs() {}

    /** @param override the spec of the CiliumBGPNodeConfigOverride of the node's name */
    static ObjectNode of(ObjectNode cluster, ResourceType type, String node, Optional<JsonNode> override) {
        ObjectNode object = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = object.putObject("metadata").put("name", node);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", cluster.path("apiVersion").asString())
                .put("kind", cluster.path("kind").asString())
                .put("name", cluster.path("metadata").path("name").asString())
                .put("uid", cluster.path("metadata").path("uid").asString())
                .put("controller", true);
        ArrayNode instances = object.putObject("spec").putArray("bgpInstances");
        for (JsonNode instance : cluster.path("spec").path("bgpInstances")) {
            instances.add(instance(instance, named(override.map(spec -> spec.path("bgpInstances")), instance)));
        }
        return object;
    }

    private static ObjectNode instance(JsonNode cluster, Optional<JsonNode> override) {
        ObjectNode instance = Json.object();
        copy(instance, "name", cluster);
        copy(instance, "localASN", cluster);
        copy(instance, "localPort", cluster);
        override.ifPresent(from -> {
            copy(instance, "localASN", from);
            copy(instance, "localPort", from);
            copy(instance, "routerID", from);
        });
        ArrayNode peers = instance.putArray("peers");
        for (JsonNode peer : cluster.path("peers")) {
            ObjectNode own = peers.addObject();
            for (String field : new String[] {"name", "peerAddress", "peerASN", "autoDiscovery", "peerConfigRef"}) {
                copy(own, field, peer);
            }
            named(override.map(from -> from.path("peers")), peer).ifPresent(from -> copy(own, "localAddress", from));
        }
        return instance;
    }

    private static Optional<JsonNode> named(Optional<JsonNode> list, JsonNode like) {
        if (list.isPresent()) {
            for (JsonNode candidate : list.get()) {
                if (candidate.path("name").equals(like.path("name"))) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static void copy(ObjectNode to, String field, JsonNode from) {
        if (from.hasNonNull(field)) {
            to.set(field, from.get(field).deepCopy());
        }
    }
}
