package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Patcher;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code scale} subresource: how many replicas an object wants, in one shape for all types. */
final class Scales {

    private static final ResourceType SCALE =
            new ResourceType("autoscaling", "v1", "Scale", "scales", "scale", true, List.of(), List.of());

    private final Registry registry;
    private final Patcher patcher;

    Scales(Registry registry, Patcher patcher) {
        this.registry = registry;
        this.patcher = patcher;
    }

    Answer answer(Resource resource, Key key, Call call) {
        return switch (call.method()) {
            case "GET", "HEAD" -> Answer.json(200, scale(resource, registry.require(resource, key)));
            case "PUT" -> {
                ObjectNode wanted = Body.object(call);
                yield change(resource, key, current -> wanted, call);
            }
            case "PATCH" ->
                change(
                        resource,
                        key,
                        current -> patcher.apply(
                                SCALE,
                                current,
                                call.contentType(),
                                call.body(),
                                call.query().text("fieldManager"),
                                call.query().flag("force"),
                                false),
                        call);
            default -> throw Errors.methodNotAllowed();
        };
    }

    private Answer change(Resource resource, Key key, UnaryOperator<ObjectNode> change, Call call) {
        ObjectNode updated = registry.update(
                resource,
                key,
                Part.MAIN,
                current -> apply(resource, current, change.apply(scale(resource, current))),
                new WriteOptions(Identity.dryRun(call.query()), false));
        return Answer.json(200, scale(resource, updated));
    }

    private ObjectNode apply(Resource resource, ObjectNode object, ObjectNode scale) {
        JsonNode replicas = Json.at(scale, "spec", "replicas");
        if (!replicas.isMissingNode() && !replicas.isIntegralNumber()) {
            throw Errors.badRequest(
                    "Scale in version \"v1\" cannot be handled as a Scale: spec.replicas must be a number");
        }
        String version = Json.text(scale, "metadata", "resourceVersion");
        if (!version.isEmpty()) {
            Json.object(object, "metadata").put("resourceVersion", version);
        }
        put(object, path(resource, "specReplicasPath"), replicas.asInt(0));
        return object;
    }

    private ObjectNode scale(Resource resource, ObjectNode object) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            JsonNode value = Json.at(object, "metadata", field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        scale.putObject("spec")
                .put(
                        "replicas",
                        Json.at(object, path(resource, "specReplicasPath")).asInt(0));
        ObjectNode status = scale.putObject("status");
        status.put(
                "replicas",
                Json.at(object, path(resource, "statusReplicasPath")).asInt(0));
        String selector = selector(resource, object);
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    private String selector(Resource resource, ObjectNode object) {
        if (resource.custom()) {
            String[] path = path(resource, "labelSelectorPath");
            return path.length == 0 ? "" : Json.text(object, path);
        }
        List<String> terms = new ArrayList<>();
        for (Map.Entry<String, JsonNode> label :
                Json.at(object, "spec", "selector", "matchLabels").properties()) {
            terms.add(label.getKey() + "=" + label.getValue().asString(""));
        }
        return String.join(",", terms);
    }

    /** Field names of one of the CRD's scale paths; the built-in types all have the same. */
    private String[] path(Resource resource, String which) {
        if (!resource.custom()) {
            return which.startsWith("spec") ? new String[] {"spec", "replicas"} : new String[] {"status", "replicas"};
        }
        ObjectNode definition = registry.resources().definition(resource.type()).orElseThrow(Errors::noSuchResource);
        for (JsonNode version : Json.at(definition, "spec", "versions")) {
            if (Json.text(version, "name").equals(resource.type().version())) {
                String path = Json.text(version, "subresources", "scale", which);
                return path.isEmpty() ? new String[0] : path.substring(1).split("\\.");
            }
        }
        return new String[0];
    }

    private static void put(ObjectNode object, String[] path, int value) {
        ObjectNode parent = object;
        for (int i = 0; i < path.length - 1; i++) {
            parent = Json.object(parent, path[i]);
        }
        parent.put(path[path.length - 1], value);
    }
}
