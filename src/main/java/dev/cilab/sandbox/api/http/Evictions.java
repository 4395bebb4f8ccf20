package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Key;
import dev.cilab.sandbox.api.store.LabelSelector;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The {@code eviction} subresource: a delete that PodDisruptionBudgets may refuse. */
final class Evictions {

    private static final int RETRY_SECONDS = 10;

    private final Registry registry;

    Evictions(Registry registry) {
        this.registry = registry;
    }

    /** @throws ApiError 429 when a budget allows no disruption now, 500 when more than one budget covers the pod */
    Answer evict(Resource pods, Key key, ObjectNode eviction, Call call) {
        String named = Json.text(eviction, "metadata", "name");
        if (!named.isEmpty() && !named.equals(key.name())) {
            throw Errors.badRequest("name in URL does not match name in Eviction object");
        }
        ObjectNode options = eviction.get("deleteOptions") instanceof ObjectNode given ? given : Json.object();
        DeleteOptions delete = DeleteRequest.of(options, call.query());
        ObjectNode pod = registry.require(pods, key);
        if (!delete.dryRun() && countsForBudget(pod)) {
            budgets(key, pod).forEach(this::spend);
        }
        registry.delete(pods, key, delete);
        ObjectNode status = Status.success(Json.object());
        status.put("code", 201);
        return Answer.json(201, status);
    }

    private List<ObjectNode> budgets(Key key, ObjectNode pod) {
        Resource resource = budgets();
        List<ObjectNode> covering = registry.store().list(resource.bucket(), key.namespace()).objects().stream()
                .filter(budget ->
                        LabelSelector.of(Json.at(budget, "spec", "selector")).test(pod))
                .toList();
        if (covering.size() > 1) {
            throw new ApiError(
                    500,
                    "InternalError",
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }
        return covering;
    }

    /** Takes one disruption from the budget's status; its controller counts anew when the pod has gone. */
    private void spend(ObjectNode budget) {
        Key key = Key.of(budget);
        registry.update(budgets(), key, Part.STATUS, current -> spent(key, current), WriteOptions.NORMAL);
    }

    private static ObjectNode spent(Key key, ObjectNode budget) {
        ObjectNode status = Json.object(budget, "status");
        long allowed = status.path("disruptionsAllowed").asLong(0);
        if (allowed <= 0) {
            throw refused(key, budget);
        }
        status.put("disruptionsAllowed", allowed - 1);
        return budget;
    }

    private static ApiError refused(Key key, ObjectNode budget) {
        boolean counted = Json.at(budget, "status", "observedGeneration").asLong(0)
                >= Json.at(budget, "metadata", "generation").asLong(0);
        ObjectNode details = Json.object();
        ObjectNode cause = details.putArray("causes").addObject().put("reason", "DisruptionBudget");
        if (!counted) {
            details.put("retryAfterSeconds", RETRY_SECONDS);
            cause.put("message", "The disruption budget " + key.name() + " is still being processed by the server.");
        } else {
            cause.put(
                    "message",
                    "The disruption budget " + key.name() + " needs "
                            + Json.at(budget, "status", "desiredHealthy").asLong(0) + " healthy pods and has "
                            + Json.at(budget, "status", "currentHealthy").asLong(0) + " currently");
        }
        return new ApiError(
                429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    /** Pods that have ended or never ran cost a budget nothing. */
    private static boolean countsForBudget(ObjectNode pod) {
        String phase = Json.text(pod, "status", "phase");
        boolean leaving = pod.path("metadata").has("deletionTimestamp");
        return !leaving && !List.of("Succeeded", "Failed", "Pending").contains(phase);
    }

    private Resource budgets() {
        return registry.resources().find("policy", "v1", "poddisruptionbudgets").orElseThrow(Errors::noSuchResource);
    }
}
