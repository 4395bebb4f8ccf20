package dev.cilab.capture.pcap;

import java.time.Instant;

/**
 * A packet as it was captured.
 *
 * @param time     by the clock of the machine that captured it
 * @param linkType what the bytes begin with, see {@link LinkType}
 * @param bytes    what was captured; never changed
 * @param length   its length on the wire, in bytes; more than {@code bytes} where the capture cut it
 */
public record Packet(Instant time, int linkType, byte[] bytes, int length) {}
