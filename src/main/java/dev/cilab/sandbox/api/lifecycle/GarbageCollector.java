package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.lifecycle.Owners.Place;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.DeleteOptions.Propagation;
import dev.cilab.sandbox.api.registry.Metadata;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.StoreEvent;
import dev.cilab.sandbox.api.store.StoreEvent.Kind;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows ownerReferences: removes what lost its owners, holds foreground deletions until dependents have gone, sets orphans free. */
final class GarbageCollector implements Consumer<StoreEvent> {

    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";

    private final Registry registry;
    private final Owners owners = new Owners();

    GarbageCollector(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void accept(StoreEvent event) {
        owners.follow(event);
        String uid = Json.text(event.object(), "metadata", "uid");
        if (event.kind() == Kind.DELETED) {
            owners.dependents(uid).forEach(dependent -> lost(dependent, uid));
            owners.forget(uid);
            Owners.named(event.object()).forEach(this::finishForeground);
            return;
        }
        if (event.kind() == Kind.ADDED && !Owners.named(event.object()).isEmpty() && ownerless(event.object())) {
            delete(uid, Propagation.BACKGROUND);
            return;
        }
        if (Finalizers.leaving(event.object())) {
            leave(event.object(), uid);
        }
    }

    private void leave(ObjectNode object, String uid) {
        if (Finalizers.has(object, ORPHAN)) {
            owners.dependents(uid).forEach(dependent -> disown(dependent, uid));
            owners.place(uid).ifPresent(place -> drop(place, ORPHAN));
        } else if (Finalizers.has(object, FOREGROUND)) {
            for (String dependent : owners.dependents(uid)) {
                boolean owns = !owners.dependents(dependent).isEmpty();
                delete(dependent, owns ? Propagation.FOREGROUND : Propagation.BACKGROUND);
            }
            finishForeground(uid);
        }
    }

    /** An owner has gone: the dependent goes too, unless somebody else owns it still. */
    private void lost(String dependent, String owner) {
        Optional<ObjectNode> object = stored(dependent);
        if (object.isEmpty()) {
            return;
        }
        if (ownerless(object.get())) {
            delete(dependent, Propagation.BACKGROUND);
        } else {
            disown(dependent, owner);
        }
    }

    /** True when none of the named owners is there. */
    private boolean ownerless(ObjectNode object) {
        return Owners.named(object).stream().noneMatch(uid -> owners.place(uid).isPresent());
    }

    private void finishForeground(String owner) {
        Optional<ObjectNode> object =
                stored(owner).filter(Finalizers::leaving).filter(leaving -> Finalizers.has(leaving, FOREGROUND));
        if (object.isEmpty()) {
            return;
        }
        boolean blocked = owners.dependents(owner).stream()
                .map(this::stored)
                .flatMap(Optional::stream)
                .anyMatch(dependent -> Owners.blocks(dependent, owner));
        if (!blocked) {
            owners.place(owner).ifPresent(place -> drop(place, FOREGROUND));
        }
    }

    private void delete(String uid, Propagation propagation) {
        Optional<Place> place = owners.place(uid);
        if (place.isEmpty() || stored(uid).filter(Finalizers::leaving).isPresent()) {
            return;
        }
        resource(place.get())
                .ifPresent(resource -> ignoreGone(() -> registry.delete(
                        resource, place.get().key(), new DeleteOptions(-1, propagation, uid, "", false))));
    }

    private void disown(String dependent, String owner) {
        owners.place(dependent).ifPresent(place -> resource(place)
                .ifPresent(resource -> ignoreGone(() -> registry.update(
                        resource, place.key(), Part.MAIN, object -> without(object, owner), WriteOptions.NORMAL))));
    }

    private void drop(Place place, String finalizer) {
        resource(place).ifPresent(resource -> Finalizers.remove(registry, resource, place.key(), finalizer));
    }

    private Optional<ObjectNode> stored(String uid) {
        return owners.place(uid)
                .flatMap(place -> registry.store().get(place.bucket(), place.key()))
                .filter(object -> Json.text(object, "metadata", "uid").equals(uid));
    }

    private Optional<Resource> resource(Place place) {
        return registry.resources().serving(place.bucket());
    }

    private static ObjectNode without(ObjectNode object, String owner) {
        ArrayNode left = Json.array();
        for (JsonNode reference : Json.at(object, "metadata", "ownerReferences")) {
            if (!Json.text(reference, "uid").equals(owner)) {
                left.add(reference);
            }
        }
        if (left.isEmpty()) {
            Metadata.of(object).remove("ownerReferences");
        } else {
            Metadata.of(object).set("ownerReferences", left);
        }
        return object;
    }

    /** Somebody else was faster: 404 and 409 (another uid under that name) are what was wanted. */
    private static void ignoreGone(Runnable write) {
        try {
            write.run();
        } catch (ApiError error) {
            if (error.code() != 404 && error.code() != 409) {
                throw error;
            }
        }
    }
}
