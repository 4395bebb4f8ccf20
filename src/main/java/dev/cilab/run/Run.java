package dev.cilab.run;

import dev.cilab.action.Handlers;
import dev.cilab.check.Judge;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Scope;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import dev.cilab.probe.Probes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Carries out a plan and tells of it by events. One object serves one run. Steps go one after the other, the checks of a step at the same
 * time; the first step that fails ends it, unless it is to keep going. As long as nothing had to be changed, the steps ahead are looked at
 * while the checks of those before are still judged: nothing of it shows but the time it takes.
 */
public final class Run {

    private final Lab lab;
    private final Scope scope;
    private final Probes probes;
    private final Events events;
    private final Options options;
    private final Timekeeper time;
    private final Interruption interruption = new Interruption();
    private final Supersession supersession;
    private final Actions actions;
    private final Checks checks;

    public Run(
            Lab lab,
            Scope scope,
            Handlers handlers,
            Probes probes,
            Events events,
            Journal journal,
            Options options,
            Timekeeper time) {
        this.lab = lab;
        this.scope = scope;
        this.events = new OneAtATime(events);
        this.options = options;
        this.time = time;
        this.supersession = new Supersession(lab, handlers, scope);
        this.probes = probes;
        this.actions =
                new Actions(lab.name(), handlers, scope, journal, supersession, interruption, options.grace(), time);
        this.checks = new Checks(new Judge(probes, scope, time), supersession, options, time);
    }

    /** Makes every step of the plan true and proves it. */
    public Outcome up(Plan plan) {
        return run(plan, Mode.UP);
    }

    /** Proves without changing anything. */
    public Outcome check(Plan plan) {
        return run(plan, Mode.CHECK);
    }

    /** Takes back; the plan's steps come last first. */
    public Outcome undo(Plan plan) {
        return run(plan, Mode.UNDO);
    }

    /** Tells what {@link #up} would do. Nothing is changed and nothing is checked. */
    public Outcome dryRun(Plan plan) {
        return run(plan, Mode.DRY_RUN);
    }

    /** Tells what {@link #undo} would do. */
    public Outcome dryUndo(Plan plan) {
        return run(plan, Mode.DRY_UNDO);
    }

    /** Ends the run soon: waiting stops at once, the current action is given a moment to finish. May be called from any thread. */
    public void interrupt() {
        interruption.raise();
    }

    private Outcome run(Plan plan, Mode mode) {
        Instant start = time.now();
        events.emit(new Event.RunStarted(
                start,
                lab.name(),
                scope.environment().name(),
                mode.word(),
                plan.steps().stream().map(Step::id).toList()));
        Ahead ahead = new Ahead(events, interruption, options.keepGoing(), time);
        Set<String> skipped = new HashSet<>();
        Iterator<Step> steps = plan.steps().iterator();
        while (steps.hasNext() && ahead.mayGoOn()) {
            Step step = steps.next();
            take(step, ahead.next(step), ahead, mode, skipped);
        }
        List<StepRecap> recaps = new ArrayList<>();
        ExitCode exit = ExitCode.OK;
        for (TakenStep taken : ahead.ended()) {
            recaps.add(taken.run().recap());
            exit = worse(exit, taken.join());
        }
        exit = interruption.raised() ? ExitCode.INTERRUPTED : exit;
        Duration took = Duration.between(start, time.now());
        events.emit(new Event.RunFinished(time.now(), exit.code(), took));
        return new Outcome(exit, new Recap(lab.name(), scope.environment().name(), mode.word(), recaps, took));
    }

    private void take(Step step, TakenStep taken, Ahead ahead, Mode mode, Set<String> skipped) {
        StepRun run = taken.run();
        run.started();
        String why = whyNot(step, skipped);
        if (!why.isEmpty()) {
            skipped.add(step.id());
            taken.ended(run.skipped(why));
            return;
        }
        ExitCode acted =
                switch (mode) {
                    case UP -> perform(step, run, ahead);
                    case UNDO -> actions.perform(step.id(), toUndo(step), run);
                    case DRY_RUN -> actions.plan(step.id(), toDo(step), run);
                    case DRY_UNDO -> actions.plan(step.id(), toUndo(step), run);
                    case CHECK -> ExitCode.OK;
                };
        boolean proves = mode == Mode.UP || mode == Mode.CHECK;
        if (acted != ExitCode.OK || !proves || interruption.raised()) {
            taken.ended(run.finished(acted));
        } else if (actions.changedNothing() && !looksAlone(step) && !options.oneByOne()) {
            ahead.makeRoom();
            taken.endsWith(() -> run.finished(checks.judge(step, run, taken.interruption(), true)));
        } else {
            boolean comes = ahead.comesToLast();
            taken.ended(run.finished(
                    comes
                            ? checks.judge(step, run, taken.interruption(), actions.changedNothing())
                            : ExitCode.INTERRUPTED));
        }
    }

    /** A step that changes something is taken when all before it have been proven. */
    private ExitCode perform(Step step, StepRun run, Ahead ahead) {
        List<Action> toDo = toDo(step);
        if (!ahead.isNext() && actions.nothingToDo(step.id(), toDo, run)) {
            return ExitCode.OK;
        }
        return ahead.comesToLast() ? actions.perform(step.id(), toDo, run) : ExitCode.INTERRUPTED;
    }

    /** What else goes on at the same time would change what is seen. */
    private boolean looksAlone(Step step) {
        return step.checks().stream()
                .flatMap(check -> check.subject().calls().stream())
                .anyMatch(probes::alone);
    }

    private List<Action> toDo(Step step) {
        return supersession.of(step).isPresent() ? List.of() : step.actions();
    }

    private List<Action> toUndo(Step step) {
        return supersession.absent(step) ? List.of() : step.undo();
    }

    private String whyNot(Step step, Set<String> skipped) {
        Set<String> have = new HashSet<>();
        scope.environment()
                .capabilities()
                .forEach(each -> have.add(each.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        List<String> lacking = step.requires().stream()
                .filter(each -> !have.contains(each))
                .sorted()
                .toList();
        if (!lacking.isEmpty()) {
            return "environment " + scope.environment().name() + " has no " + String.join(", ", lacking);
        }
        return step.needs().stream()
                .filter(skipped::contains)
                .findFirst()
                .map(needed -> "needs " + needed + ", which was skipped")
                .orElse("");
    }

    /** The more serious of two ends: what was refused or failed tells more than what could not be looked at. */
    private static ExitCode worse(ExitCode one, ExitCode other) {
        List<ExitCode> order = List.of(
                ExitCode.OK, ExitCode.NOT_OBSERVED, ExitCode.CHECK_FAILED, ExitCode.REFUSED, ExitCode.INTERRUPTED);
        return order.indexOf(one) >= order.indexOf(other) ? one : other;
    }

    private enum Mode {
        UP,
        CHECK,
        UNDO,
        DRY_RUN,
        DRY_UNDO;

        String word() {
            return this == DRY_UNDO
                    ? DRY_RUN.word()
                    : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
