package dev.cilab.kube;

/** The API server's own refusal: a Status with its code, reason and message. */
public class KubeError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    public KubeError(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    /** The HTTP status, e.g. 409. */
    public int code() {
        return code;
    }

    /** The machine-readable reason, e.g. {@code AlreadyExists}. */
    public String reason() {
        return reason;
    }
}
