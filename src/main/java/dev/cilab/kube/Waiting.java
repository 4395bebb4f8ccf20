package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows a collection by list and watch until a condition holds. */
final class Waiting {

    /** Between a watch that ended and the next list: a server that ends every watch at once is not to be flooded. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Api api;
    private final Resource resource;
    private final String path;
    private final String query;
    private final Map<String, KubeObject> objects = new LinkedHashMap<>();

    /** @param query selectors as a query without {@code ?}, or empty */
    Waiting(Api api, Resource resource, String path, String query) {
        this.api = api;
        this.resource = resource;
        this.path = path;
        this.query = query;
    }

    List<KubeObject> list() throws Unreachable {
        read();
        return List.copyOf(objects.values());
    }

    List<KubeObject> await(Predicate<List<KubeObject>> until, Duration longest) throws Unreachable {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (true) {
                String version = read();
                if (holds(until) || System.nanoTime() >= deadline) {
                    return List.copyOf(objects.values());
                }
                boolean held = follow(version, until, deadline);
                if (held || System.nanoTime() >= deadline) {
                    return List.copyOf(objects.values());
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(api.name(), "interrupted while waiting for " + resource.plural(), e);
        }
    }

    /** @return the resourceVersion to watch from */
    private String read() throws Unreachable {
        JsonNode list = api.get(path + (query.isEmpty() ? "" : "?" + query));
        objects.clear();
        for (JsonNode item : list.path("items")) {
            keep(item);
        }
        return list.at("/metadata/resourceVersion").asString("");
    }

    private boolean holds(Predicate<List<KubeObject>> until) {
        return until.test(List.copyOf(objects.values()));
    }

    /** Returns true when the condition holds, false when the time is over or the watch ended. */
    private boolean follow(String version, Predicate<List<KubeObject>> until, long deadline)
            throws Unreachable, InterruptedException {
        long seconds =
                Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toSeconds() + 1);
        String watch = path + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version + "&timeoutSeconds="
                + seconds + (query.isEmpty() ? "" : "&" + query);
        try (Watch events = Watch.open(api, watch)) {
            for (Optional<JsonNode> event = events.next(deadline - System.nanoTime());
                    event.isPresent() && !Watch.ended(event.get());
                    event = events.next(deadline - System.nanoTime())) {
                JsonNode object = event.get().path("object");
                switch (event.get().path("type").asString("")) {
                    case "ADDED", "MODIFIED" -> keep(object);
                    case "DELETED" -> objects.remove(key(object));
                    default -> {
                        continue; // a bookmark
                    }
                }
                if (holds(until)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Items of a list carry no type of their own on a real server. */
    private void keep(JsonNode object) {
        if (object instanceof ObjectNode fields && !fields.has("kind")) {
            fields.put("apiVersion", resource.apiVersion()).put("kind", resource.kind());
        }
        objects.put(key(object), new KubeObject(object));
    }

    private static String key(JsonNode object) {
        return object.at("/metadata/namespace").asString("") + "/"
                + object.at("/metadata/name").asString("");
    }
}
