package dev.cilab.sandbox.api;

import io.vertx.core.http.HttpServerRequest;
import tools.jackson.databind.node.ObjectNode;

/** exec, attach, portforward and log of a pod: takes over the HTTP exchange (WebSocket, SPDY or a plain stream). */
public interface Streams {

    /**
     * Called on the request's event loop after authentication; the request is not paused and its body has not been read. Must not block. From
     * here on the response belongs to the callee, errors included ({@link Status}).
     *
     * @param pod         the stored Pod; not to be changed
     * @param subresource {@code exec}, {@code attach}, {@code portforward} or {@code log}
     * @throws ApiError only before anything was written
     */
    void handle(HttpServerRequest request, ObjectNode pod, String subresource);
}
