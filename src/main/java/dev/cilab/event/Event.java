package dev.cilab.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that happened in a run, told as plain data. Sealed: every listener handles every case. */
public sealed interface Event {

    Instant at();

    /** @param mode {@code up}, {@code check}, {@code undo} or {@code dry-run} */
    record RunStarted(Instant at, String lab, String environment, String mode, List<String> steps) implements Event {}

    record StepStarted(Instant at, String step, String title) implements Event {}

    /** Something is being done or waited for right now; {@code lastSeen} is what the last look saw, empty at first. */
    record Progress(Instant at, String step, String doing, String lastSeen) implements Event {}

    /** A command or request that cilab ran, as a line to paste. */
    record Traced(Instant at, String where, String command, Duration took) implements Event {}

    /**
     * @param summary  what was done, or why not; empty when there was nothing to do
     * @param commands lines to paste that have the same effect; for {@link Effect#FAILED} the command to try next
     */
    record ActionFinished(
            Instant at, String step, String action, Effect effect, String summary, List<String> commands, Duration took)
            implements Event {}

    /**
     * @param summary  one line: what was seen, or why not
     * @param evidence the differences, each one line; empty when it passed
     * @param hints    those that fit what was seen
     * @param command  the line to paste to look for oneself
     */
    record CheckFinished(
            Instant at,
            String step,
            String check,
            Result result,
            String summary,
            List<String> evidence,
            List<Advice> hints,
            String command,
            Duration took)
            implements Event {}

    /** @param why empty unless skipped or stopped early */
    record StepFinished(Instant at, String step, Result result, String why, int changed, Duration took)
            implements Event {}

    record RunFinished(Instant at, int exitCode, Duration took) implements Event {}

    /** A part of the environment came up, went down or was found. */
    record EnvironmentChanged(Instant at, String environment, String what) implements Event {}
}
