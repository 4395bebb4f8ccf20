package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which of a node's taints a pod tolerates. */
public final class Taints {

    public static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
    public static final String NOT_READY = "node.kubernetes.io/not-ready";
    public static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    public static final String UNSCHEDULABLE = "node.kubernetes.io/unschedulable";
    public static final String NO_SCHEDULE = "NoSchedule";
    public static final String NO_EXECUTE = "NoExecute";
    public static final String PREFER_NO_SCHEDULE = "PreferNoSchedule";

    private Taints() {}

    /** The node's taints of one of these effects which none of the tolerations covers. */
    public static List<JsonNode> untolerated(JsonNode node, JsonNode tolerations, String... effects) {
        List<String> wanted = List.of(effects);
        List<JsonNode> left = new ArrayList<>();
        for (JsonNode taint : node.path("spec").path("taints")) {
            if (wanted.contains(Json.text(taint, "effect"))
                    && toleration(taint, tolerations).isEmpty()) {
                left.add(taint);
            }
        }
        return left;
    }

    /** The first toleration that covers the taint. */
    public static Optional<JsonNode> toleration(JsonNode taint, JsonNode tolerations) {
        for (JsonNode toleration : tolerations) {
            if (covers(toleration, taint)) {
                return Optional.of(toleration);
            }
        }
        return Optional.empty();
    }

    private static boolean covers(JsonNode toleration, JsonNode taint) {
        String effect = Json.text(toleration, "effect");
        if (!effect.isEmpty() && !effect.equals(Json.text(taint, "effect"))) {
            return false;
        }
        String key = Json.text(toleration, "key");
        boolean exists = Json.text(toleration, "operator").equals("Exists");
        if (key.isEmpty()) {
            return exists;
        }
        return key.equals(Json.text(taint, "key"))
                && (exists || Json.text(toleration, "value").equals(Json.text(taint, "value")));
    }
}
