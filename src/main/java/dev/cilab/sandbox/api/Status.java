package dev.cilab.sandbox.api;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The {@code v1 Status} object that answers a request without an object. */
public final class Status {

    private Status() {}

    public static ObjectNode failure(ApiError error) {
        ObjectNode status = bare("Failure");
        status.put("message", error.getMessage());
        status.put("reason", error.reason());
        if (!error.details().isEmpty()) {
            status.set("details", error.details());
        }
        status.put("code", error.code());
        return status;
    }

    /** @param details what was acted on; may be empty */
    public static ObjectNode success(ObjectNode details) {
        ObjectNode status = bare("Success");
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status;
    }

    private static ObjectNode bare(String outcome) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", outcome);
        return status;
    }
}
