package dev.cilab.run;

import dev.cilab.event.Result;
import java.time.Duration;

/**
 * How long it took until something was true.
 *
 * @param after the part of the drill whose actions it followed
 * @param took  from the end of those actions to the look that saw it
 */
public record Convergence(String after, String check, Result result, Duration took) {}
