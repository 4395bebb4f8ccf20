package dev.cilab.sandbox.api;

import io.vertx.core.http.HttpServerRequest;
import tools.jackson.databind.node.ObjectNode;

/** No kubelet to stream from. */
final class NoStreams implements Streams {

    @Override
    public void handle(HttpServerRequest request, ObjectNode pod, String subresource) {
        throw new ApiError(503, "ServiceUnavailable", "streams are not served");
    }
}
