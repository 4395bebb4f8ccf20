package dev.cilab.watch;

import java.time.Instant;

/** One thing that became different, e.g. {@code + router 172.16.1.1/32 via 192.168.10.100}. */
public record Change(Instant at, String pane, String text) {}
