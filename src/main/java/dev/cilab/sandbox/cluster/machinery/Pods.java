package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What controllers ask of a Pod object. */
public final class Pods {

    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private Pods() {}

    public static String phase(JsonNode pod) {
        return Json.text(pod, "status", "phase");
    }

    /** Empty while it is not scheduled. */
    public static String node(JsonNode pod) {
        return Json.text(pod, "spec", "nodeName");
    }

    public static boolean finished(JsonNode pod) {
        return FINISHED.contains(phase(pod));
    }

    /** Counts for its controller: neither finished nor being deleted. */
    public static boolean active(JsonNode pod) {
        return !finished(pod) && !Meta.deleting(pod);
    }

    public static boolean ready(JsonNode pod) {
        return Conditions.isTrue(pod.path("status"), "Ready");
    }

    public static Instant readySince(JsonNode pod) {
        return Conditions.find(pod.path("status"), "Ready")
                .map(condition -> Meta.time(condition.path("lastTransitionTime")))
                .orElse(Instant.EPOCH);
    }

    /** Ready for at least {@code minReadySeconds}. */
    public static boolean available(JsonNode pod, int minReadySeconds, Instant now) {
        return ready(pod)
                && (minReadySeconds == 0
                        || !readySince(pod)
                                .plus(Duration.ofSeconds(minReadySeconds))
                                .isAfter(now));
    }

    public static int restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode container : pod.path("status").path("containerStatuses")) {
            restarts += container.path("restartCount").asInt(0);
        }
        return restarts;
    }
}
