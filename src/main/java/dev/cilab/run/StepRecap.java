package dev.cilab.run;

import dev.cilab.event.Result;
import java.time.Duration;

/**
 * One step in the recap.
 *
 * @param changed    actions that changed something (in a dry run: would)
 * @param lookedOnce claims about a duration that were looked at once, because nothing had been changed
 */
public record StepRecap(
        String step,
        String title,
        Result result,
        int changed,
        int passed,
        int failed,
        int unknown,
        int skipped,
        int lookedOnce,
        Duration took) {}
