package dev.cilab.helm;

/** Helm, or what it works with, refused: the message says why in one or two lines. */
public final class HelmFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String next;

    /** @param next the command to type next; empty where there is none */
    public HelmFailure(String message, String next) {
        super(message);
        this.next = next;
    }

    public HelmFailure(String message, String next, Throwable cause) {
        super(message, cause);
        this.next = next;
    }

    public String next() {
        return next;
    }
}
