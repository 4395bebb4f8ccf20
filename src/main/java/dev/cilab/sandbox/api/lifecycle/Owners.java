package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.store.Bucket;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.StoreEvent;
import dev.cilab.sandbox.api.store.StoreEvent.Kind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who owns whom, by uid, as the events so far tell it. */
final class Owners {

    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Set<String>> dependents = new HashMap<>();
    private final Map<String, Set<String>> owners = new HashMap<>();

    record Place(Bucket bucket, Key key) {}

    void follow(StoreEvent event) {
        String uid = Json.text(event.object(), "metadata", "uid");
        owners.getOrDefault(uid, Set.of())
                .forEach(owner ->
                        dependents.getOrDefault(owner, new LinkedHashSet<>()).remove(uid));
        owners.remove(uid);
        if (event.kind() == Kind.DELETED) {
            places.remove(uid);
            return;
        }
        places.put(uid, new Place(event.bucket(), event.key()));
        Set<String> named = named(event.object());
        if (!named.isEmpty()) {
            owners.put(uid, named);
            named.forEach(owner -> dependents
                    .computeIfAbsent(owner, unused -> new LinkedHashSet<>())
                    .add(uid));
        }
    }

    /** Uids in the order in which the references appeared. */
    List<String> dependents(String owner) {
        return List.copyOf(dependents.getOrDefault(owner, Set.of()));
    }

    void forget(String owner) {
        dependents.remove(owner);
    }

    Optional<Place> place(String uid) {
        return Optional.ofNullable(places.get(uid));
    }

    static Set<String> named(ObjectNode object) {
        Set<String> uids = new LinkedHashSet<>();
        for (JsonNode reference : Json.at(object, "metadata", "ownerReferences")) {
            uids.add(Json.text(reference, "uid"));
        }
        return uids;
    }

    static boolean blocks(ObjectNode dependent, String owner) {
        for (JsonNode reference : Json.at(dependent, "metadata", "ownerReferences")) {
            if (Json.text(reference, "uid").equals(owner)) {
                return reference.path("blockOwnerDeletion").asBoolean(false);
            }
        }
        return false;
    }
}
