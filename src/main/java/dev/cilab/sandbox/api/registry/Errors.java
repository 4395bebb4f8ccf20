package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import tools.jackson.databind.node.ObjectNode;

/** Refusals in the words of a real server. */
public final class Errors {

    private static final String MODIFIED =
            "the object has been modified; please apply your changes to the latest version and try again";

    private Errors() {}

    public static ApiError notFound(Resource resource, String name) {
        return new ApiError(
                404, "NotFound", resource.qualified() + " \"" + name + "\" not found", details(resource, name));
    }

    public static ApiError noSuchResource() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource");
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    public static ApiError methodNotAllowed() {
        return new ApiError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    public static ApiError alreadyExists(Resource resource, String name) {
        return new ApiError(
                409,
                "AlreadyExists",
                resource.qualified() + " \"" + name + "\" already exists",
                details(resource, name));
    }

    public static ApiError modified(Resource resource, String name) {
        return conflict(resource, name, MODIFIED);
    }

    public static ApiError conflict(Resource resource, String name, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + resource.qualified() + " \"" + name + "\": " + why,
                details(resource, name));
    }

    public static ApiError forbidden(Resource resource, String name, String why) {
        return new ApiError(
                403,
                "Forbidden",
                resource.qualified() + " \"" + name + "\" is forbidden: " + why,
                details(resource, name));
    }

    static ApiError terminating(Resource resource, String name, String namespace) {
        ApiError error = forbidden(
                resource,
                name,
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        error.details()
                .putArray("causes")
                .addObject()
                .put("reason", "NamespaceTerminating")
                .put("message", "namespace " + namespace + " is being terminated")
                .put("field", "metadata.namespace");
        return error;
    }

    /** name, group and kind as Status details carry them. */
    public static ObjectNode details(Resource resource, String name) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!resource.type().group().isEmpty()) {
            details.put("group", resource.type().group());
        }
        return details.put("kind", resource.type().plural());
    }
}
