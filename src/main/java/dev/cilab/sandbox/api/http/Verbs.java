package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Patcher;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.Deletion;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Key;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every resource answers to: get, create, update, patch, delete, deletecollection. Lists and watches are {@link Lists}. */
final class Verbs {

    private static final String APPLY = "application/apply-patch+yaml";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Registry registry;
    private final Patcher patcher;
    private final Presenter presenter;
    private final FieldCheck fieldCheck;

    Verbs(Registry registry, Patcher patcher, Presenter presenter, FieldCheck fieldCheck) {
        this.registry = registry;
        this.patcher = patcher;
        this.presenter = presenter;
        this.fieldCheck = fieldCheck;
    }

    Answer get(Resource resource, Key key, Call call) {
        return presenter.one(OK, resource, registry.require(resource, key), call, List.of());
    }

    Answer create(Resource resource, String namespace, Call call) {
        ObjectNode object = Body.object(call);
        Identity.expect(resource, object);
        Identity.place(resource, object, namespace, "");
        List<String> warnings = fieldCheck.check(resource, object, call);
        Json.object(object, "metadata").remove("managedFields");
        track(resource, Json.object(), object, call);
        ObjectNode created = registry.create(resource, object, options(call));
        return presenter.one(CREATED, resource, created, call, warnings);
    }

    Answer update(Resource resource, Key key, Part part, Call call) {
        ObjectNode object = Body.object(call);
        Identity.expect(resource, object);
        Identity.place(resource, object, key.namespace(), key.name());
        List<String> warnings = fieldCheck.check(resource, object, call);
        ObjectNode updated = registry.update(
                resource,
                key,
                part,
                current -> {
                    ObjectNode wanted = object.deepCopy();
                    track(resource, current, wanted, call);
                    return wanted;
                },
                options(call));
        return presenter.one(OK, resource, updated, call, warnings);
    }

    Answer patch(Resource resource, Key key, Part part, Call call) {
        boolean apply = call.contentType().equals(APPLY);
        String manager = call.query().text("fieldManager");
        if (apply && manager.isEmpty()) {
            throw Identity.invalidOptions("PatchOptions", "fieldManager: Required value: is required for apply patch");
        }
        if (!apply && call.query().parameters().containsKey("force")) {
            throw Identity.invalidOptions("PatchOptions", "force: Forbidden: may not be specified for non-apply patch");
        }
        if (apply && registry.get(resource, key).isEmpty() && part == Part.MAIN) {
            return applyNew(resource, key, manager, call);
        }
        List<String> warnings = new ArrayList<>();
        ObjectNode updated = registry.update(
                resource,
                key,
                part,
                current -> {
                    ObjectNode patched = patched(resource, current, manager, call);
                    warnings.clear();
                    warnings.addAll(fieldCheck.check(resource, patched, call));
                    return patched;
                },
                new WriteOptions(Identity.dryRun(call.query()), false));
        return presenter.one(OK, resource, updated, call, warnings);
    }

    Answer delete(Resource resource, Key key, Call call) {
        DeleteOptions options = DeleteRequest.parse(call);
        Deletion.Outcome outcome = registry.delete(resource, key, options);
        boolean showsObject = !outcome.gone() || Identity.RETURNED_WHEN_DELETED.contains(resource.qualified());
        if (showsObject) {
            return presenter.one(OK, resource, outcome.object(), call, List.of());
        }
        ObjectNode details = Errors.details(resource, key.name());
        details.put("uid", Json.text(outcome.object(), "metadata", "uid"));
        return Presenter.document(OK, Status.success(details), Representation.JSON, List.of());
    }

    Answer deleteCollection(Resource resource, String namespace, Call call) {
        ListRequest request = ListRequest.parse(resource, call.query());
        DeleteOptions options = DeleteRequest.parse(call);
        List<ObjectNode> deleted = new ArrayList<>();
        for (ObjectNode stored :
                registry.store().list(resource.bucket(), namespace).objects()) {
            ObjectNode object = registry.present(resource, stored);
            if (request.selection().test(object)) {
                deleted.add(registry.delete(resource, Key.of(object), options).object());
            }
        }
        ObjectNode metadata = Json.object()
                .put("resourceVersion", Long.toString(registry.store().revision()));
        return presenter.list(resource, deleted, metadata, call);
    }

    private Answer applyNew(Resource resource, Key key, String manager, Call call) {
        ObjectNode bare = Json.object();
        bare.put("apiVersion", resource.type().apiVersion())
                .put("kind", resource.type().kind());
        ObjectNode metadata = bare.putObject("metadata").put("name", key.name());
        if (resource.type().namespaced()) {
            metadata.put("namespace", key.namespace());
        }
        ObjectNode object = patcher.apply(
                resource.type(),
                bare,
                call.contentType(),
                call.body(),
                manager,
                call.query().flag("force"),
                true);
        Identity.expect(resource, object);
        Identity.place(resource, object, key.namespace(), key.name());
        List<String> warnings = fieldCheck.check(resource, object, call);
        return presenter.one(CREATED, resource, registry.create(resource, object, options(call)), call, warnings);
    }

    private ObjectNode patched(Resource resource, ObjectNode current, String manager, Call call) {
        boolean force = call.query().flag("force");
        ObjectNode patched =
                patcher.apply(resource.type(), current, call.contentType(), call.body(), manager, force, false);
        Key key = Key.of(current);
        Identity.expect(resource, patched);
        Identity.place(resource, patched, key.namespace(), key.name());
        return patched;
    }

    /** Notes who wrote what, for clients that name themselves; a client that sends its own notes knows better. */
    private void track(Resource resource, ObjectNode before, ObjectNode after, Call call) {
        String manager = call.query().text("fieldManager");
        JsonNode known = Json.at(before, "metadata", "managedFields");
        JsonNode given = Json.at(after, "metadata", "managedFields");
        if (!manager.isEmpty() && (given.isMissingNode() || given.equals(known))) {
            patcher.track(resource.type(), before, after, manager);
        }
    }

    private static WriteOptions options(Call call) {
        return new WriteOptions(Identity.dryRun(call.query()), true);
    }
}
