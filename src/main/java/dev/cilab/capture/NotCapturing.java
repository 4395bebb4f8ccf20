package dev.cilab.capture;

/** A capture could not begin: the machine answered, and said no. */
public final class NotCapturing extends Exception {

    private static final long serialVersionUID = 1L;

    private final String evidence;
    private final String next;

    /** @param evidence what tcpdump said; @param next the command or advice that helps */
    public NotCapturing(String what, String evidence, String next) {
        super(what);
        this.evidence = evidence;
        this.next = next;
    }

    public String evidence() {
        return evidence;
    }

    public String next() {
        return next;
    }
}
