package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.DeleteOptions;
import dev.cilab.sandbox.api.registry.DeleteOptions.Propagation;
import dev.cilab.sandbox.api.registry.Errors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DeleteOptions from the body or, where there is none, from the query. */
final class DeleteRequest {

    private DeleteRequest() {}

    static DeleteOptions parse(Call call) {
        return of(Body.optional(call), call.query());
    }

    /** @param body a DeleteOptions object, or an empty one */
    static DeleteOptions of(ObjectNode body, Query query) {
        if (body.has("kind") && !Json.text(body, "kind").equals("DeleteOptions")) {
            throw Errors.badRequest("no kind \"" + Json.text(body, "kind") + "\" is expected in a delete's body");
        }
        JsonNode grace = body.path("gracePeriodSeconds");
        boolean dryRun = Identity.dryRun(query);
        for (JsonNode value : body.path("dryRun")) {
            if (!value.asString("").equals("All")) {
                throw Identity.invalidOptions(
                        "DeleteOptions",
                        "dryRun: Unsupported value: [\"" + value.asString("") + "\"]: supported values: \"All\"");
            }
            dryRun = true;
        }
        return new DeleteOptions(
                grace.isNumber() ? Math.max(0, grace.asLong()) : query.number("gracePeriodSeconds", -1),
                propagation(body, query),
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"),
                dryRun);
    }

    private static Propagation propagation(ObjectNode body, Query query) {
        String named = Json.text(body, "propagationPolicy");
        if (named.isEmpty()) {
            named = query.text("propagationPolicy");
        }
        JsonNode orphan = body.path("orphanDependents");
        boolean orphaned = orphan.isBoolean() ? orphan.asBoolean() : query.flag("orphanDependents");
        return switch (named) {
            case "" -> orphaned ? Propagation.ORPHAN : Propagation.BACKGROUND;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw Identity.invalidOptions(
                        "DeleteOptions",
                        "propagationPolicy: Unsupported value: \"" + named
                                + "\": supported values: \"Background\", \"Foreground\", \"Orphan\", \"nil\"");
        };
    }
}
