package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.registry.Binding;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.WriteOptions;
import dev.cilab.sandbox.api.store.Key;
import tools.jackson.databind.node.ObjectNode;

/** What lies under an object's URL; the streams of pods excepted, which take over the connection before a call gets here. */
final class Subresources {

    private static final int CREATED = 201;

    private final Verbs verbs;
    private final Scales scales;
    private final Evictions evictions;
    private final Binding binding;
    private final ServiceAccountTokens tokens;

    Subresources(Registry registry, Verbs verbs, Scales scales, Evictions evictions, ServiceAccountTokens tokens) {
        this.verbs = verbs;
        this.scales = scales;
        this.evictions = evictions;
        this.binding = new Binding(registry);
        this.tokens = tokens;
    }

    Answer answer(Resource resource, Key key, String name, Call call) {
        if (!resource.subresources().contains(name)) {
            throw Errors.noSuchResource();
        }
        return switch (name) {
            case "status" -> object(resource, key, Part.STATUS, call);
            case "ephemeralcontainers" ->
                throw Errors.forbidden(resource, key.name(), "ephemeral containers are not run here");
            case "finalize" -> finalize(resource, key, call);
            case "scale" -> scales.answer(resource, key, call);
            case "eviction" -> evictions.evict(resource, key, posted(call), call);
            case "binding" -> bind(key, posted(call), call);
            case "token" -> tokens.issue(resource, key, posted(call));
            default -> throw Errors.methodNotAllowed();
        };
    }

    private Answer object(Resource resource, Key key, Part part, Call call) {
        return switch (call.method()) {
            case "GET", "HEAD" -> verbs.get(resource, key, call);
            case "PUT" -> verbs.update(resource, key, part, call);
            case "PATCH" -> verbs.patch(resource, key, part, call);
            default -> throw Errors.methodNotAllowed();
        };
    }

    private Answer finalize(Resource resource, Key key, Call call) {
        if (!call.method().equals("PUT")) {
            throw Errors.methodNotAllowed();
        }
        return verbs.update(resource, key, Part.FINALIZE, call);
    }

    private Answer bind(Key pod, ObjectNode body, Call call) {
        String node = Json.text(body, "target", "name");
        if (node.isEmpty()) {
            throw Errors.badRequest("target.name: Required value");
        }
        binding.bind(pod, node, new WriteOptions(Identity.dryRun(call.query()), false));
        ObjectNode status = Status.success(Json.object());
        status.put("code", CREATED);
        return Answer.json(CREATED, status);
    }

    private static ObjectNode posted(Call call) {
        if (!call.method().equals("POST")) {
            throw Errors.methodNotAllowed();
        }
        return Body.object(call);
    }
}
