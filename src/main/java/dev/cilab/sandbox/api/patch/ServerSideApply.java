package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply: the applied object is merged into the live one; fields that the manager applied before and no longer names go, unless
 * somebody else owns them; changing a field that somebody else owns is a conflict unless forced.
 */
final class ServerSideApply {

    private final Shape shape;

    ServerSideApply(Shape shape) {
        this.shape = shape;
    }

    /**
     * @param applier name, apiVersion and time of the manager; its field set is ignored
     * @throws ApiError 409 with one cause per conflicting field
     */
    ObjectNode apply(ObjectNode live, ObjectNode applied, Owner applier, boolean force) {
        ObjectNode wanted = Applied.checked(applied, shape);
        Owners managers = Owners.of(live);
        if (managers.entries().isEmpty()) {
            managers = new Owners(List.of(beforeFirstApply(live, applier)));
        }
        FieldSet owned = Owners.ownable(Fields.of(wanted, shape));
        FieldSet others = managers.ownedByOthers(applier);
        ObjectNode merged = (ObjectNode) merge(live, wanted, shape);
        prune(merged, managers.ownedBy(applier), owned.union(others), shape);

        Fields.Difference difference = Fields.between(live, merged, shape);
        if (!force) {
            refuseConflicts(managers.others(applier), difference.changed());
        }
        Owner now = applier.with(owned, applier.time());
        managers.taken(now, difference.changed(), difference.removed()).writeTo(merged);
        return merged;
    }

    /** An object that was made before anybody's fields were tracked belongs to a manager of this name. */
    private Owner beforeFirstApply(ObjectNode live, Owner applier) {
        FieldSet all = Owners.ownable(Fields.of(live, shape));
        return new Owner("before-first-apply", Owner.UPDATE, applier.apiVersion(), "", applier.time(), all);
    }

    private static JsonNode merge(JsonNode live, JsonNode wanted, Shape shape) {
        if (live instanceof ObjectNode current && wanted instanceof ObjectNode changes && !shape.atomicObject()) {
            ObjectNode merged = current.deepCopy();
            for (Map.Entry<String, JsonNode> change : changes.properties()) {
                JsonNode before = current.path(change.getKey());
                merged.set(change.getKey(), merge(before, change.getValue(), shape.field(change.getKey())));
            }
            return merged;
        }
        if (live instanceof ArrayNode current && wanted instanceof ArrayNode changes && Fields.granular(shape)) {
            Shape.ListOf list = (Shape.ListOf) shape;
            Map<String, JsonNode> items = Fields.items(current, list);
            Fields.items(changes, list)
                    .forEach((key, item) -> items.merge(key, item, (old, now) -> merge(old, now, list.items())));
            ArrayNode merged = current.arrayNode();
            items.values().forEach(merged::add);
            return merged;
        }
        return wanted.deepCopy();
    }

    /** Removes what was owned and is no longer kept by anybody; a container that this empties goes too, unless it is kept. */
    private static void prune(JsonNode object, FieldSet owned, FieldSet kept, Shape shape) {
        if (object instanceof ArrayNode array && Fields.granular(shape)) {
            Shape.ListOf list = (Shape.ListOf) shape;
            for (int i = array.size() - 1; i >= 0; i--) {
                String key = FieldKey.item(array.get(i), list);
                if (gone(array.get(i), owned.child(key), kept.child(key), list.items())) {
                    array.remove(i);
                }
            }
        } else if (object instanceof ObjectNode map) {
            for (String name : List.copyOf(map.propertyNames())) {
                String key = FieldKey.field(name);
                if (gone(map.get(name), owned.child(key), kept.child(key), shape.field(name))) {
                    map.remove(name);
                }
            }
        }
    }

    private static boolean gone(JsonNode value, FieldSet owned, FieldSet kept, Shape shape) {
        if (owned.isEmpty()) {
            return false;
        }
        if (owned.member() && kept.isEmpty()) {
            return true;
        }
        boolean filled = !Values.emptyContainer(value);
        prune(value, owned, kept, shape);
        return filled && Values.emptyContainer(value) && kept.isEmpty();
    }

    private static void refuseConflicts(List<Owner> others, FieldSet changed) {
        Map<String, List<String>> conflicts = new TreeMap<>();
        for (Owner other : others) {
            List<String> paths = other.fields().intersect(changed).paths();
            if (!paths.isEmpty()) {
                conflicts
                        .computeIfAbsent(other.print(), name -> new ArrayList<>())
                        .addAll(paths);
            }
        }
        if (!conflicts.isEmpty()) {
            throw conflict(conflicts);
        }
    }

    private static ApiError conflict(Map<String, List<String>> conflicts) {
        ObjectNode details = Json.object();
        ArrayNode causes = details.putArray("causes");
        List<String> lines = new ArrayList<>();
        conflicts.forEach((manager, paths) -> {
            lines.add("conflicts with " + manager + ":");
            for (String path : paths) {
                lines.add("- " + path);
                causes.addObject()
                        .put("reason", "FieldManagerConflict")
                        .put("message", "conflict with " + manager)
                        .put("field", path);
            }
        });
        String message = causes.size() == 1
                ? "Apply failed with 1 conflict: "
                        + causes.get(0).get("message").stringValue() + ": "
                        + causes.get(0).get("field").stringValue()
                : "Apply failed with " + causes.size() + " conflicts: " + String.join("\n", lines);
        return new ApiError(409, "Conflict", message, details);
    }
}
