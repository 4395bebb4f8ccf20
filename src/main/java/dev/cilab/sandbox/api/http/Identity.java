package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Agreement between a request's URL and the object in its body, and options that every write takes. */
final class Identity {

    /** Types whose delete answers with the object even when it is gone at once. */
    static final Set<String> RETURNED_WHEN_DELETED = Set.of(
            "pods",
            "services",
            "serviceaccounts",
            "persistentvolumes",
            "persistentvolumeclaims",
            "resourcequotas",
            "storageclasses.storage.k8s.io");

    private Identity() {}

    /** Fills in apiVersion and kind where they are missing. @throws ApiError 400 when they are another type's */
    static void expect(Resource resource, ObjectNode object) {
        String apiVersion = Json.text(object, "apiVersion");
        String kind = Json.text(object, "kind");
        boolean wrongVersion =
                !apiVersion.isEmpty() && !apiVersion.equals(resource.type().apiVersion());
        boolean wrongKind = !kind.isEmpty() && !kind.equals(resource.type().kind());
        if (wrongVersion && !wrongKind) {
            throw Errors.badRequest(
                    "the API version in the data (" + apiVersion + ") does not match the expected API version ("
                            + resource.type().apiVersion() + ")");
        }
        if (wrongKind) {
            throw Errors.badRequest(kind + " in version \"" + apiVersion + "\" cannot be handled as a "
                    + resource.type().kind() + ": converting (" + kind + ") to ("
                    + resource.type().kind() + "): unknown conversion");
        }
        // In the order in which a real server writes an object.
        ObjectNode rest = object.deepCopy();
        object.removeAll();
        object.put("apiVersion", resource.type().apiVersion())
                .put("kind", resource.type().kind());
        rest.remove(List.of("apiVersion", "kind"));
        if (rest.has("metadata") && !rest.get("metadata").isObject()) {
            throw Errors.badRequest("metadata must be an object");
        }
        object.setAll(rest);
        Json.object(object, "metadata");
    }

    /**
     * Sets namespace and name from the URL. @param name empty when the URL has none (create)
     *
     * @throws ApiError 400 when the object says otherwise
     */
    static void place(Resource resource, ObjectNode object, String namespace, String name) {
        ObjectNode metadata = Json.object(object, "metadata");
        String givenNamespace = Json.text(metadata, "namespace");
        if (!resource.type().namespaced()) {
            metadata.remove("namespace");
        } else if (!givenNamespace.isEmpty() && !givenNamespace.equals(namespace)) {
            throw Errors.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        } else {
            metadata.put("namespace", namespace);
        }
        String givenName = Json.text(metadata, "name");
        if (name.isEmpty() || givenName.equals(name)) {
            return;
        }
        if (!givenName.isEmpty()) {
            throw Errors.badRequest(
                    "the name of the object (" + givenName + ") does not match the name on the URL (" + name + ")");
        }
        metadata.put("name", name);
    }

    /** @throws ApiError 422 for anything but {@code All} */
    static boolean dryRun(Query query) {
        List<String> values = query.all("dryRun");
        for (String value : values) {
            if (!value.equals("All")) {
                throw invalidOptions(
                        "CreateOptions", "dryRun: Unsupported value: [\"" + value + "\"]: supported values: \"All\"");
            }
        }
        return !values.isEmpty();
    }

    static ApiError invalidOptions(String kind, String what) {
        return new ApiError(422, "Invalid", kind + ".meta.k8s.io \"\" is invalid: " + what);
    }
}
