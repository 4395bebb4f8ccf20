package dev.cilab.sandbox.cilium.hubble;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.mesh.RemoteState;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who has an address: pods as the API server knows them, pods of other clusters as those tell, nodes, the world. */
final class Endpoints implements AutoCloseable {

    private final String cluster;
    private final Function<String, Optional<RemoteState.RemotePod>> remotes;
    private final Map<String, ObjectNode> pods = new ConcurrentHashMap<>();
    private final Map<String, Integer> nodes = new ConcurrentHashMap<>();
    private final Objects.Subscription podWatch;
    private final Objects.Subscription nodeWatch;

    Endpoints(Objects objects, String cluster, String own, Function<String, Optional<RemoteState.RemotePod>> remotes) {
        this.cluster = cluster;
        this.remotes = remotes;
        this.podWatch = objects.watch(objects.type("v1", "Pod"), this::pod);
        this.nodeWatch = objects.watch(objects.type("v1", "Node"), change -> node(change, own));
    }

    @Override
    public void close() {
        podWatch.close();
        nodeWatch.close();
    }

    /** A pod of this cluster that has the address and is not on the host's network. */
    Optional<ObjectNode> pod(String address) {
        return Optional.ofNullable(pods.get(address));
    }

    /** As Hubble describes it. Security identities of pods are not there; those of the host, nodes and world are reserved numbers. */
    ObjectNode describe(String address) {
        ObjectNode pod = pods.get(address);
        if (pod != null) {
            return pod.deepCopy();
        }
        Optional<RemoteState.RemotePod> remote = remotes.apply(address);
        if (remote.isPresent()) {
            return describe(remote.get());
        }
        int identity = nodes.getOrDefault(address, 2);
        ObjectNode reserved = Json.object().put("identity", identity);
        reserved.putArray("labels")
                .add(
                        switch (identity) {
                            case 1 -> "reserved:host";
                            case 6 -> "reserved:remote-node";
                            default -> "reserved:world";
                        });
        return reserved;
    }

    private void pod(Objects.Change change) {
        JsonNode object = change.object();
        String ip = Json.text(object, "status", "podIP");
        if (ip.isEmpty() || object.at("/spec/hostNetwork").asBoolean(false)) {
            return;
        }
        boolean over = Set.of("Succeeded", "Failed").contains(Json.text(object, "status", "phase"));
        if (change.kind().equals("DELETED") || over) {
            pods.computeIfPresent(ip, (same, pod) -> named(pod, object) ? null : pod);
        } else {
            pods.put(ip, describe(object));
        }
    }

    private static boolean named(ObjectNode pod, JsonNode object) {
        return pod.path("pod_name").asString("").equals(Json.text(object, "metadata", "name"));
    }

    private ObjectNode describe(JsonNode object) {
        ObjectNode pod =
                Json.object().put("cluster_name", cluster).put("namespace", Json.text(object, "metadata", "namespace"));
        ArrayNode labels = pod.putArray("labels");
        object.at("/metadata/labels")
                .properties()
                .forEach(label -> labels.add(
                        "k8s:" + label.getKey() + "=" + label.getValue().asString()));
        labels.add("k8s:io.kubernetes.pod.namespace=" + Json.text(object, "metadata", "namespace"));
        pod.put("pod_name", Json.text(object, "metadata", "name"));
        JsonNode owner = object.at("/metadata/ownerReferences/0");
        if (!owner.isMissingNode()) {
            String kind = Json.text(owner, "kind");
            String name = Json.text(owner, "name");
            boolean replicas = kind.equals("ReplicaSet") && name.contains("-");
            pod.putArray("workloads")
                    .addObject()
                    .put("name", replicas ? name.substring(0, name.lastIndexOf('-')) : name)
                    .put("kind", replicas ? "Deployment" : kind);
        }
        return pod;
    }

    /** Of a pod of another cluster there is what that cluster tells: no workloads. */
    private static ObjectNode describe(RemoteState.RemotePod remote) {
        ObjectNode pod = Json.object()
                .put("identity", remote.identity())
                .put("cluster_name", remote.cluster())
                .put("namespace", remote.namespace());
        ArrayNode labels = pod.putArray("labels");
        remote.labels().forEach(labels::add);
        return pod.put("pod_name", remote.name());
    }

    private void node(Objects.Change change, String own) {
        for (JsonNode address : change.object().at("/status/addresses")) {
            if (Json.text(address, "type").equals("InternalIP")) {
                String ip = Json.text(address, "address");
                nodes.put(ip, ip.equals(own) ? 1 : 6);
            }
        }
    }
}
