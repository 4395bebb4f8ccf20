package dev.cilab.sandbox.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one cluster, as the controllers see them: the same store, defaulting, validation and optimistic concurrency that HTTP
 * clients get. Objects handed out are copies; changing one changes nothing until it is written back. Thread-safe.
 *
 * <p>Every method throws {@link ApiError} with the Status that an HTTP client would get (404, 409, 422 …).
 */
public interface Objects {

    /** The type by apiVersion and kind, e.g. {@code apps/v1}, {@code Deployment}. */
    ResourceType type(String apiVersion, String kind);

    Optional<ObjectNode> get(ResourceType type, String namespace, String name);

    /** @param namespace empty = all; @param labelSelector empty = all */
    List<ObjectNode> list(ResourceType type, String namespace, String labelSelector);

    ObjectNode create(ResourceType type, ObjectNode object);

    /** Replaces spec and metadata (status is kept); a resourceVersion in the object must be the current one. */
    ObjectNode update(ResourceType type, ObjectNode object);

    /** Replaces only the status. */
    ObjectNode updateStatus(ResourceType type, ObjectNode object);

    /** Assigns a pod to a node and sets its condition PodScheduled, as the {@code pods/binding} subresource does; 409 when it has a node. */
    void bind(String namespace, String pod, String node);

    /** Honours finalizers and grace periods; dependents named by ownerReferences go too (background). */
    void delete(ResourceType type, String namespace, String name);

    /** Removes a pod whose processes have ended, after its grace period: the kubelet's own final delete. */
    void deleteNow(ResourceType type, String namespace, String name);

    /**
     * Calls the listener once per object that is there now ({@code ADDED}), then for each change, in order, on one thread of this
     * subscription. A listener that throws is logged and goes on.
     */
    Subscription watch(ResourceType type, Consumer<Change> listener);

    /** @param kind {@code ADDED}, {@code MODIFIED} or {@code DELETED} */
    record Change(String kind, ObjectNode object) {}

    /** Ends a watch. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
