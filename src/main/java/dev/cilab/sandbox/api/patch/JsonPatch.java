package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Patch, RFC 6902. Its operations are all done or none is. */
final class JsonPatch {

    private JsonPatch() {}

    /** @throws ApiError 400 when it is no JSON patch, 422 when an operation cannot be done on this object */
    static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isArray()) {
            throw new ApiError(400, "BadRequest", "error decoding patch: a JSON patch is an array of operations");
        }
        JsonNode root = target.deepCopy();
        for (JsonNode operation : patch) {
            root = perform(root, operation);
        }
        return root;
    }

    private static JsonNode perform(JsonNode root, JsonNode operation) {
        String name = Json.text(operation, "op");
        String path = Json.text(operation, "path");
        return switch (name) {
            case "add" -> add(root, path, value(operation));
            case "remove" -> remove(root, path, name);
            case "replace" ->
                path.isEmpty() ? value(operation) : add(removed(root, path, name), path, value(operation));
            case "move" -> {
                JsonNode moved = find(root, Json.text(operation, "from"), name);
                yield add(remove(root, Json.text(operation, "from"), name), path, moved);
            }
            case "copy" ->
                add(root, path, find(root, Json.text(operation, "from"), name).deepCopy());
            case "test" -> test(root, path, operation.path("value"));
            default -> throw refused("Unexpected kind: " + name);
        };
    }

    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw refused(Json.text(operation, "op") + " operation needs a value: " + Json.text(operation, "path"));
        }
        return value.deepCopy();
    }

    private static JsonNode test(JsonNode root, String path, JsonNode wanted) {
        JsonNode found = lookup(root, tokens(path));
        boolean same = found.isMissingNode() ? wanted.isMissingNode() || wanted.isNull() : Values.same(found, wanted);
        if (!same) {
            throw refused("testing value " + path + " failed: test failed");
        }
        return root;
    }

    private static JsonNode add(JsonNode root, String path, JsonNode value) {
        List<String> tokens = tokens(path);
        if (tokens.isEmpty()) {
            return value;
        }
        String last = tokens.getLast();
        switch (lookup(root, tokens.subList(0, tokens.size() - 1))) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array ->
                array.insert(last.equals("-") ? array.size() : index(last, array.size(), path), value);
            default -> throw missing("add", path);
        }
        return root;
    }

    private static JsonNode remove(JsonNode root, String path, String operation) {
        find(root, path, operation);
        return removed(root, path, operation);
    }

    /** For replace: a list keeps the place, because add inserts at the same index again. */
    private static JsonNode removed(JsonNode root, String path, String operation) {
        List<String> tokens = tokens(path);
        find(root, path, operation);
        switch (lookup(root, tokens.subList(0, tokens.size() - 1))) {
            case ObjectNode object -> object.remove(tokens.getLast());
            case ArrayNode array -> array.remove(index(tokens.getLast(), array.size() - 1, path));
            default -> throw missing(operation, path);
        }
        return root;
    }

    private static JsonNode find(JsonNode root, String path, String operation) {
        List<String> tokens = tokens(path);
        JsonNode found = tokens.isEmpty() ? root : lookup(root, tokens);
        if (found.isMissingNode() || tokens.isEmpty() && operation.equals("remove")) {
            throw missing(operation, path);
        }
        return found;
    }

    private static JsonNode lookup(JsonNode root, List<String> tokens) {
        JsonNode at = root;
        for (String token : tokens) {
            at = at.isArray()
                    ? (token.matches("0|[1-9][0-9]{0,8}") ? at.path(Integer.parseInt(token)) : at.path(""))
                    : at.path(token);
        }
        return at;
    }

    private static int index(String token, int largest, String path) {
        if (!token.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(token) > largest) {
            throw refused("Unable to access invalid index: " + token + " in " + path);
        }
        return Integer.parseInt(token);
    }

    private static List<String> tokens(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (!pointer.startsWith("/")) {
            throw refused("path is not a JSON pointer: " + pointer);
        }
        List<String> tokens = new ArrayList<>();
        for (String token : pointer.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return tokens;
    }

    private static ApiError missing(String operation, String path) {
        return refused(operation + " operation does not apply: doc is missing path: \"" + path + "\": missing value");
    }

    /** The message is what a real server says; the reason stands in the cause. */
    private static ApiError refused(String why) {
        ObjectNode details = Json.object();
        details.putArray("causes")
                .addObject()
                .put("reason", "UnexpectedServerResponse")
                .put("message", why);
        return new ApiError(422, "Invalid", "the server rejected our request due to an error in our request", details);
    }
}
