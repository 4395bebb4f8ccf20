package dev.cilab.probe.traffic;

/**
 * Whom the backends saw as the sender.
 *
 * @param node who has this address: the sender itself, or the node that put its own in place of the sender's; empty if nobody known has it
 * @param kept it is an address of the place where the requests started
 */
public record Source(String on, String address, String node, long count, boolean kept) {}
