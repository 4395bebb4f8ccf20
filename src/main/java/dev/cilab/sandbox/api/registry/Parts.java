package dev.cilab.sandbox.api.registry;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Registry.Part;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which parts of an object a write through a (sub)resource touches, and whether it touched any. */
final class Parts {

    private Parts() {}

    /** Puts back from the current object what this write may not change. */
    static void carryOver(Resource resource, ObjectNode current, ObjectNode wanted, Part part) {
        switch (part) {
            case MAIN -> {
                if (resource.hasStatus()) {
                    keep(current, wanted, "status");
                }
            }
            case BINDING -> {}
            case STATUS -> keepAllBut("status", current, wanted);
            case FINALIZE -> {
                JsonNode finalizers = Json.at(wanted, "spec", "finalizers");
                keepAllBut("", current, wanted);
                Json.object(wanted, "spec").set("finalizers", finalizers.isArray() ? finalizers : Json.array());
            }
        }
    }

    /** Equal but for bookkeeping that no reader looks for. */
    static boolean same(ObjectNode one, ObjectNode other) {
        return withoutBookkeeping(one).equals(withoutBookkeeping(other));
    }

    /** True when something beside metadata and status differs: what bumps the generation. */
    static boolean specDiffers(ObjectNode one, ObjectNode other) {
        TreeSet<String> fields = new TreeSet<>(one.propertyNames());
        fields.addAll(other.propertyNames());
        fields.removeAll(List.of("metadata", "status", "apiVersion", "kind"));
        return fields.stream().anyMatch(field -> !Objects.equals(one.get(field), other.get(field)));
    }

    private static ObjectNode withoutBookkeeping(ObjectNode object) {
        ObjectNode copy = object.objectNode();
        copy.setAll(object);
        ObjectNode metadata = object.objectNode();
        if (object.get("metadata") instanceof ObjectNode known) {
            metadata.setAll(known);
        }
        metadata.remove(List.of("resourceVersion", "generation"));
        if (metadata.get("managedFields") instanceof ArrayNode managers) {
            metadata.set("managedFields", withoutTimes(managers));
        }
        copy.set("metadata", metadata);
        return copy;
    }

    /** Who owns what, without when it was said last. */
    private static ArrayNode withoutTimes(ArrayNode managers) {
        ArrayNode copy = managers.deepCopy();
        for (JsonNode manager : copy) {
            if (manager instanceof ObjectNode entry) {
                entry.remove("time");
            }
        }
        return copy;
    }

    private static void keepAllBut(String field, ObjectNode current, ObjectNode wanted) {
        JsonNode changed = wanted.get(field);
        wanted.removeAll();
        wanted.setAll(current.deepCopy());
        wanted.remove(field);
        if (changed != null) {
            wanted.set(field, changed);
        }
    }

    private static void keep(ObjectNode current, ObjectNode wanted, String field) {
        if (current.has(field)) {
            wanted.set(field, current.get(field).deepCopy());
        } else {
            wanted.remove(field);
        }
    }
}
