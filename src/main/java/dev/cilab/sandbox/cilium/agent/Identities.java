package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives pods with the same labels the same identity, a CiliumIdentity whose name is the number. The cluster's id stands in the upper bits, so
 * that no two clusters of a mesh give out the same one.
 */
final class Identities {

    private static final int CLUSTER_SHIFT = 16;
    /** Smaller ones are reserved. */
    private static final int FIRST = 256;

    private static final Set<String> NOT_RELEVANT = Set.of(
            "pod-template-hash",
            "controller-revision-hash",
            "pod-template-generation",
            "statefulset.kubernetes.io/pod-name");
    private static final int CONFLICT = 409;

    private final Objects objects;
    private final CiliumConfig config;
    private final ResourceType type;
    private final ResourceType pods;

    Identities(Objects objects, CiliumConfig config) {
        this.objects = objects;
        this.config = config;
        this.type = objects.type("cilium.io/v2", "CiliumIdentity");
        this.pods = objects.type("v1", "Pod");
    }

    /** As a CiliumEndpoint's status shows it; empty when the pod is gone already. */
    Optional<ObjectNode> of(String namespace, String pod) {
        return objects.get(pods, namespace, pod).map(found -> {
            SortedMap<String, String> labels = labels(namespace, found);
            ObjectNode identity = Json.object().put("id", allocate(namespace, labels));
            ArrayNode list = identity.putArray("labels");
            labels.forEach((key, value) -> list.add(key + "=" + value));
            return identity;
        });
    }

    private SortedMap<String, String> labels(String namespace, ObjectNode pod) {
        SortedMap<String, String> labels = new TreeMap<>();
        pod.path("metadata").path("labels").properties().forEach(label -> {
            if (!NOT_RELEVANT.contains(label.getKey())) {
                labels.put("k8s:" + label.getKey(), label.getValue().asString(""));
            }
        });
        labels.put("k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name", namespace);
        labels.put("k8s:io.cilium.k8s.policy.cluster", config.clusterName());
        labels.put(
                "k8s:io.cilium.k8s.policy.serviceaccount",
                pod.path("spec").path("serviceAccountName").asString("default"));
        labels.put("k8s:io.kubernetes.pod.namespace", namespace);
        return labels;
    }

    /** Two agents that choose the same number at once: the one that comes second looks again. */
    private int allocate(String namespace, SortedMap<String, String> labels) {
        ObjectNode wanted = Json.object();
        labels.forEach(wanted::put);
        while (true) {
            Set<Integer> taken = new HashSet<>();
            for (JsonNode identity : objects.list(type, "", "")) {
                int number = Integer.parseInt(Json.text(identity, "metadata", "name"));
                if (identity.path("security-labels").equals(wanted)) {
                    return number;
                }
                taken.add(number);
            }
            int number = (config.clusterId() << CLUSTER_SHIFT) + FIRST;
            while (taken.contains(number)) {
                number++;
            }
            try {
                objects.create(type, identity(namespace, number, wanted));
                return number;
            } catch (ApiError e) {
                if (e.code() != CONFLICT) {
                    throw e;
                }
            }
        }
    }

    private ObjectNode identity(String namespace, int number, ObjectNode labels) {
        ObjectNode identity = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = identity.putObject("metadata").put("name", String.valueOf(number));
        metadata.putObject("labels").put("io.kubernetes.pod.namespace", namespace);
        identity.set("security-labels", labels);
        return identity;
    }
}
