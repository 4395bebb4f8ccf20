package dev.cilab.sandbox.cilium.agent;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cilium.LogLines;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** The CiliumEndpoint objects of one node's pods; they go with their pods, whose dependents they are. */
final class Endpoints {

    private final Objects objects;
    private final String nodeAddress;
    private final LogLines log;
    private final Runnable changed;
    private final ResourceType type;
    private final AtomicInteger next = new AtomicInteger(1);

    Endpoints(Objects objects, String nodeAddress, LogLines log, Runnable changed) {
        this.objects = objects;
        this.nodeAddress = nodeAddress;
        this.log = log;
        this.changed = changed;
        this.type = objects.type("cilium.io/v2", "CiliumEndpoint");
    }

    void added(String namespace, String pod, String uid, String ip) {
        changed.run();
        Thread.ofVirtual().name("endpoint " + pod).start(() -> create(namespace, pod, uid, ip));
    }

    void removed() {
        changed.run();
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
