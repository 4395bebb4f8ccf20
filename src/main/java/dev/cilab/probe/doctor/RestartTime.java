package dev.cilab.probe.doctor;

import dev.cilab.env.Finding;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Graceful restart bridges a restart of the agent only if the agent is back before the router gives up its routes. */
final class RestartTime implements Ailment {

    /** What Cilium asks of its peers where the configuration does not say. */
    private static final int DEFAULT = 120;

    @Override
    public List<Finding> look(Patient patient) throws Unreachable {
        OptionalInt bridged = patient.all("ciliumbgppeerconfigs").stream()
                .map(each -> each.at("/spec/gracefulRestart"))
                .filter(each -> each.path("enabled").asBoolean(false))
                .mapToInt(each -> each.path("restartTimeSeconds").asInt(DEFAULT))
                .min();
        if (bridged.isEmpty()) {
            return List.of();
        }
        List<String> late = new ArrayList<>();
        for (KubeObject pod : patient.agentPods()) {
            away(pod)
                    .filter(each -> each.toSeconds() > bridged.getAsInt())
                    .ifPresent(each -> late.add(pod.at("/spec/nodeName").asString("") + " " + each.toSeconds() + " s"));
        }
        return late.isEmpty()
                ? List.of()
                : Ailment.warning(
                        "agents take longer to restart than graceful restart bridges: their routes go meanwhile",
                        "restartTimeSeconds is " + bridged.getAsInt() + "; the last restart took: "
                                + String.join(", ", late),
                        "set a larger gracefulRestart.restartTimeSeconds in the CiliumBGPPeerConfig");
    }

    /** From the end of the container before this one to the pod's being ready again. */
    private static Optional<Duration> away(KubeObject pod) {
        Instant ended = null;
        for (JsonNode container : pod.at("/status/containerStatuses")) {
            if (container.path("name").asString("").equals("cilium-agent")) {
                ended = instant(container.at("/lastState/terminated/finishedAt"));
            }
        }
        Instant ready = null;
        for (JsonNode condition : pod.at("/status/conditions")) {
            boolean holds = condition.path("type").asString("").equals("Ready")
                    && condition.path("status").asString("").equals("True");
            ready = holds ? instant(condition.path("lastTransitionTime")) : ready;
        }
        return ended == null || ready == null || ready.isBefore(ended)
                ? Optional.empty()
                : Optional.of(Duration.between(ended, ready));
    }

    private static Instant instant(JsonNode time) {
        try {
            return Instant.parse(time.asString(""));
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
