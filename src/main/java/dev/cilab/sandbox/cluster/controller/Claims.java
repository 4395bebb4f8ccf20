package dev.cilab.sandbox.cluster.controller;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.store.LabelSelector;
import dev.cilab.sandbox.cluster.machinery.ControllerContext;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.KeyedQueue;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.cluster.machinery.Meta.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which dependents belong to which owner: adopts orphans that the selector matches, lets go of those it no longer matches. */
final class Claims {

    private final ControllerContext context;
    private final ResourceType owners;
    private final ResourceType dependents;

    Claims(ControllerContext context, ResourceType owners, ResourceType dependents) {
        this.context = context;
        this.owners = owners;
        this.dependents = dependents;
    }

    /** The owner's dependents now. An owner that is being deleted adopts nothing. */
    List<ObjectNode> of(ObjectNode owner) {
        Predicate<ObjectNode> selector = LabelSelector.of(owner.path("spec").path("selector"));
        List<ObjectNode> claimed = new ArrayList<>();
        for (ObjectNode dependent : context.objects().list(dependents, Meta.namespace(owner), "")) {
            claim(owner, dependent, selector.test(dependent)).ifPresent(claimed::add);
        }
        return claimed;
    }

    /** Puts the owners that a change of a dependent concerns into the queue. */
    void route(JsonNode dependent, KeyedQueue queue) {
        Optional<Owner> controller = Meta.controller(dependent);
        if (controller.isPresent()) {
            controller
                    .filter(owner -> owner.kind().equals(owners.kind()))
                    .ifPresent(owner -> queue.add(new Key(Meta.namespace(dependent), owner.name())));
            return;
        }
        for (ObjectNode owner : context.objects().list(owners, Meta.namespace(dependent), "")) {
            if (LabelSelector.of(owner.path("spec").path("selector")).test((ObjectNode) dependent)) {
                queue.add(Key.of(owner));
            }
        }
    }

    private Optional<ObjectNode> claim(ObjectNode owner, ObjectNode dependent, boolean matches) {
        Optional<Owner> controller = Meta.controller(dependent);
        if (controller.isPresent()) {
            if (!controller.get().uid().equals(Meta.uid(owner))) {
                return Optional.empty();
            }
            if (matches) {
                return Optional.of(dependent);
            }
            release(owner, dependent);
            return Optional.empty();
        }
        if (!matches || Meta.deleting(owner) || Meta.deleting(dependent)) {
            return Optional.empty();
        }
        Meta.own(dependent, owners, owner);
        return Optional.of(context.objects().update(dependents, dependent));
    }

    private void release(ObjectNode owner, ObjectNode dependent) {
        ArrayNode references = Json.object(dependent, "metadata").withArray("ownerReferences");
        references.removeIf(reference -> Json.text(reference, "uid").equals(Meta.uid(owner)));
        context.objects().update(dependents, dependent);
    }
}
