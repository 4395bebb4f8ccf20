package dev.cilab.sandbox.api.patch;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code metadata.managedFields} as a whole. Immutable. */
record Owners(List<Owner> entries) {

    /** What no manager can own: identity and the server's own bookkeeping. */
    private static final FieldSet UNOWNED = FieldSet.fromJson(Json.read("""
            {"f:apiVersion":{},"f:kind":{},"f:metadata":{".":{},"f:creationTimestamp":{},"f:generation":{},"f:managedFields":{},"f:name":{},
             "f:namespace":{},"f:resourceVersion":{},"f:selfLink":{},"f:uid":{}}}"""));

    Owners {
        entries = entries.stream()
                .filter(manager -> !manager.fields().isEmpty())
                .sorted(Owner.ORDER)
                .toList();
    }

    static Owners of(ObjectNode object) {
        List<Owner> entries = new ArrayList<>();
        for (JsonNode entry : object.path("metadata").path("managedFields")) {
            entries.add(Owner.fromJson(entry));
        }
        return new Owners(entries);
    }

    void writeTo(ObjectNode object) {
        ObjectNode metadata = Json.object(object, "metadata");
        metadata.remove("managedFields");
        if (!entries.isEmpty()) {
            ArrayNode list = metadata.putArray("managedFields");
            entries.forEach(manager -> list.add(manager.toJson()));
        }
    }

    static FieldSet ownable(FieldSet fields) {
        return fields.minus(UNOWNED);
    }

    /** The fields that the manager owns now. */
    FieldSet ownedBy(Owner manager) {
        return union(manager::sameAs);
    }

    FieldSet ownedByOthers(Owner manager) {
        return union(entry -> !manager.sameAs(entry));
    }

    List<Owner> others(Owner manager) {
        return entries.stream().filter(entry -> !manager.sameAs(entry)).toList();
    }

    /** The manager's entry becomes this one; others lose what it took over and what is gone. */
    Owners taken(Owner manager, FieldSet takenOver, FieldSet removed) {
        List<Owner> changed = new ArrayList<>();
        for (Owner other : others(manager)) {
            changed.add(other.with(other.fields().minus(takenOver).minus(removed), other.time()));
        }
        Owner before = entries.stream()
                .filter(manager::sameAs)
                .findFirst()
                .orElse(manager.with(FieldSet.EMPTY, manager.time()));
        changed.add(new Owner(
                        manager.name(),
                        manager.operation(),
                        manager.apiVersion(),
                        manager.subresource(),
                        before.time(),
                        before.fields())
                .with(manager.fields(), manager.time()));
        return new Owners(changed);
    }

    private FieldSet union(Predicate<Owner> chosen) {
        return entries.stream().filter(chosen).map(Owner::fields).reduce(FieldSet.EMPTY, FieldSet::union);
    }
}
