package dev.cilab.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that happened in a run, told as plain data. Sealed: every listener handles every case. */
public sealed interface Event {

    Instant at();

    record RunStarted(Instant at, String lab, String environment, List<String> steps) implements Event {}

    record StepStarted(Instant at, String step, String title) implements Event {}

    /** Something is being done or waited for right now; {@code lastSeen} is what the last look saw. */
    record Progress(Instant at, String step, String doing, String lastSeen) implements Event {}

    /** A command or request that cilab ran, as a line to paste. */
    record Traced(Instant at, String where, String command, Duration took) implements Event {}

    /** @param outcome {@code none}, {@code done}, {@code planned}, {@code unpredictable} or {@code failed} */
    record ActionFinished(Instant at, String step, String action, String outcome, String summary, List<String> commands, Duration took)
            implements Event {}

    /** @param verdict {@code PASS}, {@code FAIL}, {@code UNKNOWN} or {@code SKIP} */
    record CheckFinished(
            Instant at, String step, String check, String verdict, String summary, List<String> evidence, List<String> hints, Duration took)
            implements Event {}

    record StepFinished(Instant at, String step, String verdict, int changed, Duration took) implements Event {}

    record RunFinished(Instant at, int exitCode, Duration took) implements Event {}

    /** A part of the environment came up, went down or was found. */
    record EnvironmentChanged(Instant at, String environment, String what) implements Event {}
}
