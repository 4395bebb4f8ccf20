package dev.cilab.run;

import dev.cilab.check.Timekeeper;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.event.Result;
import dev.cilab.lab.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts what happens in one step. */
final class StepRun {

    private final Step step;
    private final Events events;
    private final Timekeeper time;
    private final Instant start;
    private final Map<Result, Integer> results = new EnumMap<>(Result.class);
    private int changed;
    private int lookedOnce;
    private boolean failedAction;
    private Result result = Result.PASS;
    private Duration took = Duration.ZERO;

    StepRun(Step step, Events events, Timekeeper time) {
        this.step = step;
        this.events = events;
        this.time = time;
        this.start = time.now();
    }

    void started() {
        events.emit(new Event.StepStarted(start, step.id(), step.title()));
    }

    /** What is told of this step takes its turn among the steps. */
    void tell(Event event) {
        events.emit(event);
    }

    void changed() {
        changed++;
    }

    void actionFailed() {
        failedAction = true;
    }

    void checked(Result of, boolean oneLook) {
        results.merge(of, 1, Integer::sum);
        lookedOnce += oneLook ? 1 : 0;
    }

    ExitCode skipped(String why) {
        results.put(Result.SKIP, step.checks().size());
        result = Result.SKIP;
        finish(why);
        return ExitCode.OK;
    }

    ExitCode finished(ExitCode exit) {
        result = switch (exit) {
            case OK ->
                count(Result.PASS) == 0
                                && count(Result.SKIP) > 0
                                && step.actions().isEmpty()
                        ? Result.SKIP
                        : Result.PASS;
            case NOT_OBSERVED, INTERRUPTED -> Result.UNKNOWN;
            default -> Result.FAIL;
        };
        finish(exit == ExitCode.INTERRUPTED ? "interrupted" : failedAction ? "an action did not succeed" : "");
        return exit;
    }

    private void finish(String why) {
        took = Duration.between(start, time.now());
        events.emit(new Event.StepFinished(time.now(), step.id(), result, why, changed, took));
    }

    StepRecap recap() {
        return new StepRecap(
                step.id(),
                step.title(),
                result,
                changed,
                count(Result.PASS),
                count(Result.FAIL),
                count(Result.UNKNOWN),
                count(Result.SKIP),
                lookedOnce,
                took);
    }

    private int count(Result of) {
        return results.getOrDefault(of, 0);
    }
}
