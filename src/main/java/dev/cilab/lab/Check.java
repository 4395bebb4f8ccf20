package dev.cilab.lab;

import java.util.List;
import java.util.Optional;

/**
 * A claim about the world that can be proven or refuted: a probe, what is expected of it, and how long to wait.
 *
 * @param expectations all of them must hold; at least one, except for {@link Subject.Same}, which expects by itself
 * @param until        a check that shows how things are <em>before</em> that step; skipped once the step is applied
 */
public record Check(
        String name,
        Subject subject,
        List<Expectation> expectations,
        Waiting waiting,
        List<Hint> hints,
        Optional<String> until,
        Position at) {

    public Check {
        expectations = List.copyOf(expectations);
        hints = List.copyOf(hints);
    }
}
