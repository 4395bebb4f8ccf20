package dev.cilab.sandbox.api.stream;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which container of a pod a request means. */
final class Containers {

    private static final String DEFAULT = "kubectl.kubernetes.io/default-container";

    private Containers() {}

    /** @throws ApiError 400 when it is not clear, or there is none of that name */
    static String choose(ObjectNode pod, String asked) {
        List<String> names = new ArrayList<>();
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            Json.at(pod, "spec", list).forEach(container -> names.add(Json.text(container, "name")));
        }
        String name = Json.text(pod, "metadata", "name");
        if (!asked.isEmpty()) {
            if (!names.contains(asked)) {
                throw bad("container " + asked + " is not valid for pod " + name);
            }
            return asked;
        }
        String marked = Json.at(pod, "metadata", "annotations").path(DEFAULT).asString("");
        if (names.contains(marked)) {
            return marked;
        }
        int own = Json.at(pod, "spec", "containers").size();
        if (own != 1) {
            throw bad("a container name must be specified for pod " + name + ", choose one of: ["
                    + String.join(" ", names.subList(0, own)) + "]");
        }
        return names.getFirst();
    }

    /** @throws ApiError 400 when the container has not begun, so there is no log */
    static void requireBegun(ObjectNode pod, String container) {
        for (String list : List.of("containerStatuses", "initContainerStatuses")) {
            for (JsonNode status : Json.at(pod, "status", list)) {
                String waiting = Json.text(status, "state", "waiting", "reason");
                boolean ran = status.path("lastState").has("terminated")
                        || Json.at(status, "restartCount").asInt(0) > 0;
                if (Json.text(status, "name").equals(container) && !waiting.isEmpty() && !ran) {
                    throw bad("container \"" + container + "\" in pod \"" + Json.text(pod, "metadata", "name")
                            + "\" is waiting to start: " + why(waiting));
                }
            }
        }
    }

    private static String why(String waiting) {
        return switch (waiting) {
            case "ImagePullBackOff" -> "trying and failing to pull image";
            case "ErrImagePull" -> "image can't be pulled";
            default -> waiting;
        };
    }

    static ApiError bad(String why) {
        return new ApiError(400, "BadRequest", why);
    }
}
