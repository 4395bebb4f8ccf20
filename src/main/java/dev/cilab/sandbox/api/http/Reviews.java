package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about credentials and rights, asked by creating an object that nobody stores. Here every known user may do everything. */
final class Reviews {

    private static final Set<String> GROUPS = Set.of("authentication.k8s.io", "authorization.k8s.io");

    private final Function<String, Optional<User>> authenticator;

    Reviews(Function<String, Optional<User>> authenticator) {
        this.authenticator = authenticator;
    }

    boolean handles(Resource resource) {
        return GROUPS.contains(resource.type().group());
    }

    Answer answer(Resource resource, String namespace, Call call) {
        if (!call.method().equals("POST")) {
            throw Errors.methodNotAllowed();
        }
        ObjectNode review = Body.object(call);
        Identity.expect(resource, review);
        Identity.place(resource, review, namespace, "");
        switch (resource.type().kind()) {
            case "TokenReview" -> token(review);
            case "SelfSubjectReview" -> describe(review.putObject("status").putObject("userInfo"), call.user());
            case "SelfSubjectRulesReview" -> rules(review.putObject("status"));
            default -> review.putObject("status").put("allowed", true);
        }
        return Presenter.document(201, review, Representation.of(call.accept()), List.of());
    }

    private void token(ObjectNode review) {
        Optional<User> user = authenticator.apply(Json.text(review, "spec", "token"));
        ObjectNode status = review.putObject("status");
        if (user.isPresent()) {
            status.put("authenticated", true);
            describe(status.putObject("user"), user.get());
        } else {
            status.putObject("user");
            status.put("error", "[invalid bearer token, token lookup failed]");
        }
    }

    private static void rules(ObjectNode status) {
        ObjectNode everything = status.putArray("resourceRules").addObject();
        everything.putArray("verbs").add("*");
        everything.putArray("apiGroups").add("*");
        everything.putArray("resources").add("*");
        ObjectNode paths = status.putArray("nonResourceRules").addObject();
        paths.putArray("verbs").add("*");
        paths.putArray("nonResourceURLs").add("*");
        status.put("incomplete", false);
    }

    private static void describe(ObjectNode info, User user) {
        info.put("username", user.name());
        if (!user.uid().isEmpty()) {
            info.put("uid", user.uid());
        }
        ArrayNode groups = info.putArray("groups");
        user.groups().forEach(groups::add);
    }
}
