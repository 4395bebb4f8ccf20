package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.cluster.machinery.Meta;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What a container does: {@code state} and {@code lastState} of its status. */
sealed interface ContainerState {

    ObjectNode json();

    /** Not yet, or not again. */
    record Waiting(String reason, String message) implements ContainerState {

        @Override
        public ObjectNode json() {
            ObjectNode waiting = Json.object().put("reason", reason);
            if (!message.isEmpty()) {
                waiting.put("message", message);
            }
            return Json.object().set("waiting", waiting);
        }
    }

    record Running(Instant since) implements ContainerState {

        @Override
        public ObjectNode json() {
            return Json.object().set("running", Json.object().put("startedAt", Meta.text(since)));
        }
    }

    record Terminated(int exitCode, String reason, String message, Instant since, Instant end, String id)
            implements ContainerState {

        static Terminated of(int exitCode, Instant since, Instant end, String id) {
            return new Terminated(exitCode, exitCode == 0 ? "Completed" : "Error", "", since, end, id);
        }

        @Override
        public ObjectNode json() {
            ObjectNode terminated = Json.object()
                    .put("exitCode", exitCode)
                    .put("reason", reason)
                    .put("startedAt", Meta.text(since))
                    .put("finishedAt", Meta.text(end))
                    .put("containerID", id);
            if (!message.isEmpty()) {
                terminated.put("message", message);
            }
            return Json.object().set("terminated", terminated);
        }
    }
}
