package dev.cilab.sandbox.api.stream;

import java.util.Locale;
import java.util.Optional;

/** The streams of a remote command. The order is the number on the wire of the {@code channel.k8s.io} protocols. */
enum Channel {
    STDIN,
    STDOUT,
    STDERR,
    ERROR,
    RESIZE;

    static Optional<Channel> numbered(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /** As SPDY's {@code streamtype} header names it. */
    static Optional<Channel> named(String name) {
        for (Channel channel : values()) {
            if (channel.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
