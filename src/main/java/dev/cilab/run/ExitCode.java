package dev.cilab.run;

/** How cilab ends, the same in every output format. The command line documents these numbers. */
public enum ExitCode {
    OK(0),
    CHECK_FAILED(1),
    USAGE(2),
    NOT_OBSERVED(3),
    NOT_READY(4),
    REFUSED(5),
    LAB_INVALID(6),
    LEFTOVERS(7),
    BUG(70),
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
