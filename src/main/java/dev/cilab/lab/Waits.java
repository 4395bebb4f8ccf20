package dev.cilab.lab;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Named durations, so that a slow environment can stretch them without touching a check. */
public record Waits(Map<String, Duration> byName) {

    public Waits {
        byName = Map.copyOf(byName);
    }

    public Optional<Duration> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
