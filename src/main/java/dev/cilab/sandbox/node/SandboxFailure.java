package dev.cilab.sandbox.node;

/** Something of the sandbox could not be made or changed. The message says what, where, the evidence, and what helps, in at most six lines. */
public final class SandboxFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SandboxFailure(String message) {
        super(message);
    }

    public SandboxFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
