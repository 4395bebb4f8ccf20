package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.store.Key;
import tools.jackson.databind.node.ObjectNode;

/** Gives a pod its node: the {@code pods/binding} subresource. */
public final class Binding {

    private final Registry registry;

    public Binding(Registry registry) {
        this.registry = registry;
    }

    /** @throws ApiError 404, or 409 when the pod has a node or is being deleted */
    public void bind(Key pod, String node, WriteOptions options) {
        Resource pods = registry.resources().find("", "v1", "pods").orElseThrow();
        registry.update(pods, pod, Part.BINDING, current -> bound(pods, current, node), options);
    }

    private static ObjectNode bound(Resource pods, ObjectNode pod, String node) {
        String name = Key.of(pod).name();
        if (pod.path("metadata").has("deletionTimestamp")) {
            throw Errors.conflict(pods, name, "pod " + name + " is being deleted, cannot be assigned to a host");
        }
        String has = Json.text(pod, "spec", "nodeName");
        if (!has.isEmpty()) {
            throw Errors.conflict(pods, name, "pod " + name + " is already assigned to node \"" + has + "\"");
        }
        Json.object(pod, "spec").put("nodeName", node);
        Conditions.set(pod, "PodScheduled", true, "", "", Metadata.now());
        return pod;
    }
}
