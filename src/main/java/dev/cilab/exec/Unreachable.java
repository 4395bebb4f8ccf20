package dev.cilab.exec;

/** A place could not be asked: not that the answer was bad, but that there is none. */
public class Unreachable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String where;

    public Unreachable(String where, String why) {
        super(why);
        this.where = where;
    }

    public Unreachable(String where, String why, Throwable cause) {
        super(why, cause);
        this.where = where;
    }

    /** The host, cluster or endpoint that did not answer. */
    public String where() {
        return where;
    }
}
