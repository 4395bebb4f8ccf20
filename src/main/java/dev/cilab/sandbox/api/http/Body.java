package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.protobuf.ProtobufBodies;
import dev.cilab.sandbox.api.registry.Errors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Request bodies to objects. */
final class Body {

    /** As a real server's default for writes. */
    static final int LIMIT = 3 * 1024 * 1024;

    private Body() {}

    /** @throws ApiError 400 or 415 */
    static ObjectNode object(Call call) {
        JsonNode node = read(call);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Errors.badRequest("the object provided is unrecognized (must be of type object): " + shown(call.body()));
    }

    /** A body that may be missing, as DeleteOptions are. */
    static ObjectNode optional(Call call) {
        return call.body().length == 0 ? Json.object() : object(call);
    }

    static ApiError tooLarge() {
        return new ApiError(413, "RequestEntityTooLarge", "Request entity too large: limit is " + LIMIT);
    }

    private static JsonNode read(Call call) {
        try {
            return switch (call.contentType()) {
                case "", "application/json" -> Json.read(call.body());
                case "application/vnd.kubernetes.protobuf" -> ProtobufBodies.decode(call.body());
                case "application/yaml", "application/vnd.kubernetes.yaml" -> yaml(call.body());
                default -> throw unsupported();
            };
        } catch (JacksonException malformed) {
            throw Errors.badRequest("the object provided is unrecognized (must be of type object): couldn't parse it: "
                    + malformed.getOriginalMessage() + " (" + shown(call.body()) + ")");
        }
    }

    static JsonNode yaml(byte[] body) {
        return new YAMLMapper().readTree(body);
    }

    static ApiError unsupported() {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: application/json,"
                        + " application/yaml, application/vnd.kubernetes.protobuf");
    }

    private static String shown(byte[] body) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(body.length, 16); i++) {
            hex.append(String.format("%02x", body[i]));
        }
        return hex + (body.length > 16 ? " ..." : "");
    }
}
