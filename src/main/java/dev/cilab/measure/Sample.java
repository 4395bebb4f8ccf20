package dev.cilab.measure;

/**
 * One request and what came of it.
 *
 * @param startMicros when it was sent, microseconds since 1970 by this machine's clock
 * @param tookMicros  until the answer was complete, or it was given up
 * @param status      HTTP status; 0 = no answer
 * @param backend     who answered; empty if nobody did, or did not say
 * @param remote      whom the backend saw, without port; empty if it did not say
 * @param fresh       it had a connection of its own, as it should
 */
public record Sample(
        long startMicros,
        long tookMicros,
        int status,
        Failure failure,
        String backend,
        String remote,
        boolean fresh,
        String reason) {

    public boolean answered() {
        return failure == Failure.NONE;
    }

    public long endMicros() {
        return startMicros + tookMicros;
    }
}
