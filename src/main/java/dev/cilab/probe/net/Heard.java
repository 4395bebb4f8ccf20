package dev.cilab.probe.net;

/**
 * A packet as it arrived.
 *
 * @param source the sender's address, as it was when the packet came in
 * @param ttl    time to live that was left
 */
public record Heard(String source, int ttl) {}
