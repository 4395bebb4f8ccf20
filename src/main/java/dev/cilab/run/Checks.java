package dev.cilab.run;

import dev.cilab.check.Difference;
import dev.cilab.check.Judge;
import dev.cilab.check.Timekeeper;
import dev.cilab.check.Verdict;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import dev.cilab.lab.Check;
import dev.cilab.lab.Step;
import dev.cilab.lab.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Judges the checks of a step at the same time, so that none waits for another's patience; those that must hold come after the others. */
final class Checks {

    private final Judge judge;
    private final Supersession supersession;
    private final Options options;
    private final Timekeeper time;

    Checks(Judge judge, Supersession supersession, Options options, Timekeeper time) {
        this.judge = judge;
        this.supersession = supersession;
        this.options = options;
        this.time = time;
    }

    /** @param unchanged nothing was changed so far in this run */
    ExitCode judge(Step step, StepRun run, Interruption interruption, boolean unchanged) {
        List<Judged> judged = new ArrayList<>();
        // that something does not happen is proven only after what should happen has happened
        judged.addAll(
                together(step, run, interruption, unchanged, check -> !(check.waiting() instanceof Waiting.Holds)));
        judged.addAll(together(step, run, interruption, unchanged, check -> check.waiting() instanceof Waiting.Holds));
        ExitCode exit = ExitCode.OK;
        for (Judged each : judged) {
            if (each != null) {
                run.checked(each.verdict().result(), each.verdict() instanceof Verdict.Pass pass && pass.oneLook());
                exit = worse(exit, each.verdict().result());
            }
        }
        return judged.contains(null) ? ExitCode.INTERRUPTED : exit;
    }

    private List<Judged> together(
            Step step, StepRun run, Interruption interruption, boolean unchanged, Predicate<Check> which) {
        Duration longest = options.patience().orElse(null);
        List<Callable<Judged>> work = new ArrayList<>();
        step.checks().stream()
                .filter(which)
                .forEach(check -> work.add(() -> judge(step, check, run, unchanged, longest)));
        return interruption.callAll(work, Duration.ZERO);
    }

    private record Judged(Verdict verdict) {}

    private Judged judge(Step step, Check check, StepRun run, boolean unchanged, Duration longest)
            throws InterruptedException {
        Instant start = time.now();
        Optional<String> superseded = supersession.of(step, check);
        Verdict verdict = superseded.isPresent()
                ? new Verdict.Skip(superseded.get())
                : judge.judge(
                        check,
                        unchanged,
                        longest,
                        seen -> run.tell(new Event.Progress(time.now(), step.id(), check.name(), seen)));
        run.tell(told(step, check, verdict, Duration.between(start, time.now())));
        return new Judged(verdict);
    }

    private Event.CheckFinished told(Step step, Check check, Verdict verdict, Duration took) {
        Instant now = time.now();
        Result result = verdict.result();
        return switch (verdict) {
            case Verdict.Pass pass ->
                new Event.CheckFinished(
                        now, step.id(), check.name(), result, pass.seen(), List.of(), List.of(), "", took);
            case Verdict.Skip skip ->
                new Event.CheckFinished(
                        now, step.id(), check.name(), result, skip.why(), List.of(), List.of(), "", took);
            case Verdict.Fail fail ->
                new Event.CheckFinished(
                        now,
                        step.id(),
                        check.name(),
                        result,
                        fail.summary(),
                        fail.differences().stream().map(Difference::line).toList(),
                        fail.hints(),
                        judge.command(check),
                        took);
            case Verdict.Unknown unknown ->
                new Event.CheckFinished(
                        now,
                        step.id(),
                        check.name(),
                        result,
                        unknown.why(),
                        List.of(),
                        unknown.hints(),
                        judge.command(check),
                        took);
        };
    }

    private static ExitCode worse(ExitCode exit, Result result) {
        return switch (result) {
            case FAIL -> ExitCode.CHECK_FAILED;
            case UNKNOWN -> exit == ExitCode.OK ? ExitCode.NOT_OBSERVED : exit;
            case PASS, SKIP -> exit;
        };
    }
}
