package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Patcher;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.schema.Shape;
import dev.cilab.sandbox.api.schema.Shapes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The four patches on stored objects, and the bookkeeping of who wrote which field. Thread-safe. */
public final class ObjectPatcher implements Patcher {

    private static final String JSON = "application/json-patch+json";
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";

    private final Shapes shapes;
    private final Clock clock;

    public ObjectPatcher(Shapes shapes, Clock clock) {
        this.shapes = shapes;
        this.clock = clock;
    }

    @Override
    public ObjectNode apply(
            ResourceType type,
            ObjectNode current,
            String contentType,
            byte[] body,
            String fieldManager,
            boolean force,
            boolean create) {
        return switch (contentType) {
            case JSON -> tracked(type, current, object(JsonPatch.apply(current, json(body))), fieldManager);
            case MERGE -> tracked(type, current, object(MergePatch.apply(current, object(json(body)))), fieldManager);
            case STRATEGIC -> {
                if (!shapes.builtin(type)) {
                    throw unsupported(JSON, MERGE, APPLY);
                }
                yield tracked(
                        type,
                        current,
                        StrategicMerge.apply(current, object(json(body)), shapes.of(type)),
                        fieldManager);
            }
            case APPLY -> applied(type, current, object(yaml(body)), fieldManager, force);
            default -> throw unsupported(JSON, MERGE, STRATEGIC, APPLY);
        };
    }

    @Override
    public void track(ResourceType type, ObjectNode before, ObjectNode after, String manager) {
        Shape shape = shapes.of(type);
        Fields.Difference difference = Fields.between(before, after, shape);
        FieldSet changed = Owners.ownable(difference.changed());
        Owners managers = Owners.of(before);
        Owner writer = new Owner(manager, Owner.UPDATE, type.apiVersion(), "", now(), FieldSet.EMPTY);
        FieldSet owned = managers.ownedBy(writer).union(changed).minus(difference.removed());
        managers.taken(writer.with(owned, writer.time()), changed, difference.removed())
                .writeTo(after);
    }

    private ObjectNode tracked(ResourceType type, ObjectNode before, ObjectNode after, String manager) {
        JsonNode written = after.path("metadata").path("managedFields");
        boolean rewritten = !written.equals(before.path("metadata").path("managedFields"));
        if (!rewritten && !manager.isEmpty()) {
            track(type, before, after, manager);
        }
        return after;
    }

    private ObjectNode applied(
            ResourceType type, ObjectNode current, ObjectNode applied, String manager, boolean force) {
        if (manager.isEmpty()) {
            ObjectNode details = Json.object();
            details.put("group", "meta.k8s.io").put("kind", "PatchOptions");
            details.putArray("causes")
                    .addObject()
                    .put("reason", "FieldValueRequired")
                    .put("message", "Required value: is required for apply patch")
                    .put("field", "fieldManager");
            throw new ApiError(
                    422,
                    "Invalid",
                    "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch",
                    details);
        }
        if (!applied.path("metadata").path("managedFields").isEmpty()) {
            throw new ApiError(400, "BadRequest", "metadata.managedFields must be nil");
        }
        if (!Json.text(applied, "apiVersion").equals(type.apiVersion())
                || !Json.text(applied, "kind").equals(type.kind())) {
            throw new ApiError(
                    400,
                    "BadRequest",
                    "the applied object is a " + Json.text(applied, "apiVersion") + " " + Json.text(applied, "kind")
                            + ", the request is for a " + type.apiVersion() + " " + type.kind());
        }
        Owner applier = new Owner(manager, Owner.APPLY, type.apiVersion(), "", now(), FieldSet.EMPTY);
        return new ServerSideApply(shapes.of(type)).apply(current, applied, applier, force);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            throw new ApiError(400, "BadRequest", "error decoding patch: " + e.getOriginalMessage());
        }
    }

    private static JsonNode yaml(byte[] body) {
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            // YAML proper: its parser is loaded only for clients that do not send JSON, which is YAML too
        }
        try {
            return new YAMLMapper().readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new ApiError(400, "BadRequest", "error decoding YAML: " + e.getOriginalMessage());
        }
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new ApiError(
                400, "BadRequest", "error decoding patch: an object is needed, this is " + node.getNodeType());
    }

    private static ApiError unsupported(String... accepted) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + String.join(", ", accepted));
    }
}
