package dev.cilab.sandbox.api;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in the API's own words: what becomes a {@code Status} object on the wire. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    public ApiError(int code, String reason, String message) {
        this(code, reason, message, JsonNodeFactory.instance.objectNode());
    }

    public ApiError(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** {@code status.details}: name, group, kind, causes, retryAfterSeconds. */
    public ObjectNode details() {
        return details;
    }
}
