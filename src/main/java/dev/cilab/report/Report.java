package dev.cilab.report;

import dev.cilab.event.Event;
import dev.cilab.event.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A finished run as a document: what {@code --report} writes. */
public record Report(
        String lab,
        String environment,
        String mode,
        Instant startedAt,
        Duration took,
        int exitCode,
        List<StepReport> steps) {

    public Report {
        steps = List.copyOf(steps);
    }

    /** @param why why the step was skipped or stopped early; may be empty */
    public record StepReport(
            String step,
            String title,
            Result result,
            String why,
            int changed,
            Duration took,
            List<Event.ActionFinished> actions,
            List<Event.CheckFinished> checks) {

        public StepReport {
            actions = List.copyOf(actions);
            checks = List.copyOf(checks);
        }
    }

    long count(Result result) {
        return steps.stream()
                .flatMap(step -> step.checks().stream())
                .filter(check -> check.result() == result)
                .count();
    }

    int changed() {
        return steps.stream().mapToInt(StepReport::changed).sum();
    }
}
