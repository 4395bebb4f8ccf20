package dev.cilab.capture;

/**
 * What became of one tap.
 *
 * @param packets how many came
 * @param dropped how many the kernel could not hand over, by tcpdump's own count
 * @param problem why it ended before it was stopped; empty when it did not
 */
public record TapReport(Tap tap, long packets, long dropped, String problem) {}
