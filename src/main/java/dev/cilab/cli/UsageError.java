package dev.cilab.cli;

/** The command line asks for something that does not exist; exit code 2. */
final class UsageError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String next;

    /** @param next the command to try, may be empty */
    UsageError(String message, String next) {
        super(message);
        this.next = next;
    }

    String next() {
        return next;
    }
}
