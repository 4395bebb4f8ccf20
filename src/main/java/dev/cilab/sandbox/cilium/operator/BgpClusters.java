package dev.cilab.sandbox.cilium.operator;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cilium.Reconciler;
import dev.cilab.sandbox.cilium.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns CiliumBGPClusterConfigs into one CiliumBGPNodeConfig per selected node, and tells in conditions what stands in the way. */
final class BgpClusters implements AutoCloseable {

    private static final String NO_NODE = "cilium.io/NoMatchingNode";
    private static final String MISSING_PEERS = "cilium.io/MissingPeerConfigs";
    private static final String CONFLICT = "cilium.io/ConflictingClusterConfig";
    private static final String MISSING_SECRET = "cilium.io/MissingAuthSecret";

    private final Objects objects;
    private final CiliumConfig config;
    private final LogLines log;
    private final ResourceType clusters;
    private final ResourceType peers;
    private final ResourceType overrides;
    private final ResourceType nodeConfigs;
    private final ResourceType nodes;
    private final ResourceType secrets;
    private final Reconciler reconciling;
    private final List<Objects.Subscription> watches;

    BgpClusters(Objects objects, CiliumConfig config, LogLines log) {
        this.objects = objects;
        this.config = config;
        this.log = log;
        String api = config.dialect().apiVersion();
        clusters = objects.type(api, "CiliumBGPClusterConfig");
        peers = objects.type(api, "CiliumBGPPeerConfig");
        overrides = objects.type(api, "CiliumBGPNodeConfigOverride");
        nodeConfigs = objects.type(api, "CiliumBGPNodeConfig");
        nodes = objects.type("v1", "Node");
        secrets = objects.type("v1", "Secret");
        reconciling = new Reconciler("operator bgp", this::reconcile, this::failed);
        watches = Stream.of(clusters, peers, overrides, nodeConfigs, nodes, secrets)
                .map(type -> objects.watch(type, change -> reconciling.trigger()))
                .toList();
    }

    @Override
    public void close() {
        watches.forEach(Objects.Subscription::close);
        reconciling.close();
    }

    private void reconcile() {
        List<ObjectNode> configs = objects.list(clusters, "", "").stream()
                .sorted(Comparator.comparing(BgpClusters::created).thenComparing(BgpClusters::name))
                .toList();
        List<ObjectNode> allNodes = objects.list(nodes, "", "");
        Map<String, ObjectNode> before = new HashMap<>();
        objects.list(nodeConfigs, "", "").forEach(object -> before.put(name(object), object));
        Map<String, String> claims = claims(configs, allNodes, before);
        for (ObjectNode cluster : configs) {
            for (String node : selected(cluster, allNodes)) {
                if (claims.get(node).equals(name(cluster))) {
                    bring(cluster, node, Optional.ofNullable(before.get(node)));
                }
            }
            report(cluster, allNodes, claims);
        }
        before.keySet().stream().filter(node -> !claims.containsKey(node)).forEach(this::delete);
        objects.list(peers, "", "").forEach(this::reportPeer);
    }

    /** Node → the ClusterConfig that it belongs to: the one that has it already, else the oldest that selects it. */
    private static Map<String, String> claims(
            List<ObjectNode> configs, List<ObjectNode> allNodes, Map<String, ObjectNode> before) {
        Map<String, String> claims = new HashMap<>();
        for (ObjectNode cluster : configs) {
            for (String node : selected(cluster, allNodes)) {
                boolean owner = Optional.ofNullable(before.get(node))
                        .map(BgpClusters::owner)
                        .orElse("")
                        .equals(name(cluster));
                if (owner || !claims.containsKey(node)) {
                    claims.put(node, name(cluster));
                }
            }
        }
        return claims;
    }

    private static List<String> selected(ObjectNode cluster, List<ObjectNode> allNodes) {
        JsonNode selector = cluster.path("spec").path("nodeSelector");
        return allNodes.stream()
                .filter(node -> Selector.matches(selector, Selector.labels(node)))
                .map(BgpClusters::name)
                .sorted()
                .toList();
    }

    private void bring(ObjectNode cluster, String node, Optional<ObjectNode> before) {
        ObjectNode wanted = NodeConfigs.of(
                cluster, nodeConfigs, node, objects.get(overrides, "", node).map(object -> object.path("spec")));
        if (before.isEmpty()) {
            objects.create(nodeConfigs, wanted);
            log.info("Created CiliumBGPNodeConfig", "node", node, "cluster_config", name(cluster));
            return;
        }
        ObjectNode object = before.get();
        boolean same =
                object.path("spec").equals(wanted.path("spec")) && owner(object).equals(name(cluster));
        if (!same) {
            object.set("spec", wanted.path("spec"));
            Json.object(object, "metadata")
                    .set("ownerReferences", wanted.path("metadata").path("ownerReferences"));
            objects.update(nodeConfigs, object);
            log.info("Updated CiliumBGPNodeConfig", "node", node, "cluster_config", name(cluster));
        }
    }

    private void delete(String node) {
        try {
            objects.delete(nodeConfigs, "", node);
            log.info("Deleted CiliumBGPNodeConfig", "node", node);
        } catch (ApiError e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    private void report(ObjectNode cluster, List<ObjectNode> allNodes, Map<String, String> claims) {
        ObjectNode after = cluster.deepCopy();
        if (!config.bgpStatusReport()) {
            StatusConditions.remove(after, Set.of(NO_NODE, MISSING_PEERS, CONFLICT));
            write(clusters, cluster, after);
            return;
        }
        List<String> selected = selected(cluster, allNodes);
        Set<String> missing = new TreeSet<>();
        for (JsonNode instance : cluster.path("spec").path("bgpInstances")) {
            for (JsonNode peer : instance.path("peers")) {
                String reference = peer.path("peerConfigRef").path("name").asString("");
                if (!reference.isEmpty() && objects.get(peers, "", reference).isEmpty()) {
                    missing.add(reference);
                }
            }
        }
        Set<String> others = new TreeSet<>();
        selected.stream()
                .map(claims::get)
                .filter(owner -> !owner.equals(name(cluster)))
                .forEach(others::add);
        StatusConditions.set(
                after, NO_NODE, selected.isEmpty(), selected.isEmpty() ? "No node matches spec.nodeSelector" : "");
        StatusConditions.set(
                after,
                MISSING_PEERS,
                !missing.isEmpty(),
                missing.isEmpty() ? "" : "Referenced CiliumBGPPeerConfig(s) are missing: " + goSlice(missing));
        StatusConditions.set(
                after,
                CONFLICT,
                !others.isEmpty(),
                others.isEmpty() ? "" : "Selecting the same node(s) with ClusterConfig(s): " + goSlice(others));
        write(clusters, cluster, after);
    }

    private void reportPeer(ObjectNode peer) {
        ObjectNode after = peer.deepCopy();
        if (config.bgpStatusReport()) {
            String secret = peer.path("spec").path("authSecretRef").asString("");
            boolean missing = !secret.isEmpty()
                    && objects.get(secrets, config.bgpSecretsNamespace(), secret)
                            .isEmpty();
            StatusConditions.set(
                    after,
                    MISSING_SECRET,
                    missing,
                    missing ? "Referenced Auth Secret \"" + secret + "\" is missing" : "");
        } else {
            StatusConditions.remove(after, Set.of(MISSING_SECRET));
        }
        write(peers, peer, after);
    }

    private void write(ResourceType type, ObjectNode before, ObjectNode after) {
        if (!before.path("status").equals(after.path("status"))) {
            objects.updateStatus(type, after);
        }
    }

    private void failed(Exception why) {
        boolean conflict = why instanceof ApiError error && (error.code() == 409 || error.code() == 404);
        if (!conflict) {
            log.error("Failed to reconcile BGP cluster configs", "error", String.valueOf(why.getMessage()));
        }
    }

    private static String goSlice(Set<String> names) {
        return "[" + String.join(" ", new ArrayList<>(names)) + "]";
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asString();
    }

    private static String created(JsonNode object) {
        return object.path("metadata").path("creationTimestamp").asString("");
    }

    private static String owner(JsonNode object) {
        return object.path("metadata")
                .path("ownerReferences")
                .path(0)
                .path("name")
                .asString("");
    }
}
