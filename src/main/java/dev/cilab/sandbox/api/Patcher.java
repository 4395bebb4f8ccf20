package dev.cilab.sandbox.api;

import tools.jackson.databind.node.ObjectNode;

/** PATCH in its four forms: JSON patch, merge patch, strategic merge patch and server-side apply, chosen by content type. */
public interface Patcher {

    /**
     * @param current      the stored object; for an apply that creates, an object with apiVersion, kind and metadata name and namespace only. Not
     *                     to be changed
     * @param contentType  without parameters, e.g. {@code application/strategic-merge-patch+json}
     * @param fieldManager the manager named in the query; empty = none named
     * @param force        take over fields that other managers own (server-side apply)
     * @param create       no such object exists; only server-side apply gets here with it
     * @return the patched object, with managedFields where server-side apply keeps them
     * @throws ApiError 400, 409 (apply conflict), 415 or 422, as a real server answers
     */
    ObjectNode apply(
            ResourceType type,
            ObjectNode current,
            String contentType,
            byte[] body,
            String fieldManager,
            boolean force,
            boolean create);

    /**
     * Writes down in {@code after} that the manager changed what differs between the two objects; other owners of those fields lose them.
     *
     * @param before an empty object when it is created. Not to be changed
     */
    void track(ResourceType type, ObjectNode before, ObjectNode after, String manager);
}
