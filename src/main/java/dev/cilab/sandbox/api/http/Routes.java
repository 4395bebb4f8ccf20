package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.Registry.Part;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.registry.ResourceTable;
import dev.cilab.sandbox.api.store.Key;
import java.util.List;

/** From a request to whoever answers it. */
final class Routes {

    private final ResourceTable resources;
    private final ServerPaths serverPaths;
    private final Verbs verbs;
    private final Lists lists;
    private final Subresources subresources;
    private final Reviews reviews;

    Routes(
            ResourceTable resources,
            ServerPaths serverPaths,
            Verbs verbs,
            Lists lists,
            Subresources subresources,
            Reviews reviews) {
        this.resources = resources;
        this.serverPaths = serverPaths;
        this.verbs = verbs;
        this.lists = lists;
        this.subresources = subresources;
        this.reviews = reviews;
    }

    /** @throws ApiError whatever is wrong with the call */
    Answer answer(Call call) {
        List<String> words = ResourcePath.words(call.path());
        return serverPaths.answer(words, call).orElseGet(() -> ResourcePath.parse(call.path())
                .map(path -> answer(path, call))
                .orElseThrow(Errors::noSuchResource));
    }

    private Answer answer(ResourcePath path, Call call) {
        Resource resource = find(path);
        if (reviews.handles(resource)) {
            return reviews.answer(resource, path.namespace(), call);
        }
        Key key = new Key(path.namespace(), path.name());
        if (!path.subresource().isEmpty()) {
            return subresources.answer(resource, key, path.subresource(), call);
        }
        return path.named() ? item(resource, key, call) : collection(resource, path.namespace(), call);
    }

    /** The resource of a path, when its scope fits. @throws ApiError 404 */
    Resource find(ResourcePath path) {
        Resource resource =
                resources.find(path.group(), path.version(), path.plural()).orElseThrow(Errors::noSuchResource);
        boolean scopeFits = resource.type().namespaced()
                ? !path.namespace().isEmpty() || !path.named()
                : path.namespace().isEmpty();
        if (!scopeFits) {
            throw Errors.noSuchResource();
        }
        return resource;
    }

    private Answer item(Resource resource, Key key, Call call) {
        return switch (call.method()) {
            case "GET", "HEAD" ->
                call.query().flag("watch") ? watchOne(resource, key, call) : verbs.get(resource, key, call);
            case "PUT" -> verbs.update(resource, key, Part.MAIN, call);
            case "PATCH" -> verbs.patch(resource, key, Part.MAIN, call);
            case "DELETE" -> verbs.delete(resource, key, call);
            default -> throw Errors.methodNotAllowed();
        };
    }

    private Answer collection(Resource resource, String namespace, Call call) {
        return switch (call.method()) {
            case "GET", "HEAD" -> {
                ListRequest request = ListRequest.parse(resource, call.query());
                yield call.query().flag("watch")
                        ? watch(resource, namespace, request, call)
                        : lists.list(resource, namespace, request, call);
            }
            case "POST" -> {
                if (resource.type().namespaced() && namespace.isEmpty()) {
                    throw Errors.methodNotAllowed();
                }
                yield verbs.create(resource, namespace, call);
            }
            case "DELETE" -> verbs.deleteCollection(resource, namespace, call);
            default -> throw Errors.methodNotAllowed();
        };
    }

    private static Answer watch(Resource resource, String namespace, ListRequest request, Call call) {
        Representation representation = Representation.of(call.accept());
        return new Answer.Watching(WatchRequest.parse(resource, namespace, call.query(), request, representation));
    }

    /** A watch on one object's own URL. */
    private static Answer watchOne(Resource resource, Key key, Call call) {
        ListRequest request = ListRequest.parse(resource, call.query()).named(key.name());
        return watch(resource, key.namespace(), request, call);
    }
}
