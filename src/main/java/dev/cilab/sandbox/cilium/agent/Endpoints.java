package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.LogLines;
import dev.cilab.sandbox.cluster.machinery.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** The CiliumEndpoint objects of one node's pods; they go with their pods, whose dependents they are. */
final class Endpoints {

    private final Objects objects;
    private final Identities identities;
    private final String nodeAddress;
    private final LogLines log;
    private final Runnable changed;
    private final ResourceType type;
    private final Map<String, Key> pods = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger(1);

    Endpoints(Objects objects, CiliumConfig config, String nodeAddress, LogLines log, Runnable changed) {
        this.objects = objects;
        this.identities = new Identities(objects, config);
        this.nodeAddress = nodeAddress;
        this.log = log;
        this.changed = changed;
        this.type = objects.type("cilium.io/v2", "CiliumEndpoint");
    }

    void added(String namespace, String pod, String uid, String ip) {
        changed.run();
        pods.put(uid, new Key(namespace, pod));
        Thread.ofVirtual().name("endpoint " + pod).start(() -> create(namespace, pod, uid, ip));
    }

    /** A pod that has ended may stay for long, as a Job's does. */
    void removed(String uid) {
        changed.run();
        Key key = pods.remove(uid);
        if (key != null) {
            Thread.ofVirtual().name("endpoint " + key.name()).start(() -> delete(key));
        }
    }

    private void delete(Key key) {
        try {
            objects.delete(type, key.namespace(), key.name());
        } catch (ApiError e) {
            if (e.code() != 404) {
                log.warn("Cannot delete CiliumEndpoint", "k8sPodName", key, "error", e.getMessage());
            }
        }
    }

    private void create(String namespace, String pod, String uid, String ip) {
        ObjectNode endpoint = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        ObjectNode metadata = endpoint.putObject("metadata").put("name", pod).put("namespace", namespace);
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Pod")
                .put("name", pod)
                .put("uid", uid);
        ObjectNode status = Json.object().put("id", next.getAndIncrement()).put("state", "ready");
        status.putObject("external-identifiers").put("k8s-namespace", namespace).put("k8s-pod-name", pod);
        ObjectNode networking = status.putObject("networking").put("node", nodeAddress);
        networking.putArray("addressing").addObject().put("ipv4", ip);
        try {
            identities.of(namespace, pod).ifPresent(identity -> status.set("identity", identity));
            ObjectNode created = objects.create(type, endpoint);
            created.set("status", status);
            objects.updateStatus(type, created);
        } catch (ApiError e) {
            if (e.code() != 409) {
                log.warn("Cannot create CiliumEndpoint", "k8sPodName", namespace + "/" + pod, "error", e.getMessage());
            }
        }
    }
}
