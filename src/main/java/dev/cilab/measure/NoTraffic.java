package dev.cilab.measure;

/** No request could be sent from a place; {@link #next} is the command to try. */
public final class NoTraffic extends Exception {

    private static final long serialVersionUID = 1L;

    private final String next;

    NoTraffic(String message, String next) {
        super(message);
        this.next = next;
    }

    public String next() {
        return next;
    }

    static NoTraffic because(String trouble, String where) {
        return switch (trouble) {
            case "no-curl" ->
                new NoTraffic(
                        where + " has no curl (and no perl), so no request can start there",
                        "choose another place with --from, e.g. pod/curl-pod, or install curl on " + where);
            case "no-rate" ->
                new NoTraffic(
                        "curl on " + where + " is older than 7.84 and cannot hold a rate",
                        "leave --rate out: it then measures as fast as requests are answered");
            default -> new NoTraffic(where + " sends no request: " + trouble, "");
        };
    }
}
