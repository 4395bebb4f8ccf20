package dev.cilab.run;

import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Scope;
import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Performs or plans the actions of steps, in order, and keeps the journal. */
final class Actions {

    private final String lab;
    private final Handlers handlers;
    private final Scope scope;
    private final Journal journal;
    private final Supersession supersession;
    private final Interruption interruption;
    private final Duration grace;
    private final Timekeeper time;
    private boolean changedNothing = true;
    private boolean wouldChange;

    Actions(
            String lab,
            Handlers handlers,
            Scope scope,
            Journal journal,
            Supersession supersession,
            Interruption interruption,
            Duration grace,
            Timekeeper time) {
        this.lab = lab;
        this.handlers = handlers;
        this.scope = scope;
        this.journal = journal;
        this.supersession = supersession;
        this.interruption = interruption;
        this.grace = grace;
        this.time = time;
    }

    /** Nothing has been changed in this run so far. */
    boolean changedNothing() {
        return changedNothing;
    }

    ExitCode perform(String step, List<Action> actions, StepRun run) {
        for (Action action : actions) {
            if (interruption.raised()) {
                return ExitCode.INTERRUPTED;
            }
            Instant start = time.now();
            run.tell(new Event.Progress(start, step, action.summary(), ""));
            Optional<String> superseded = supersession.of(action);
            if (superseded.isPresent()) {
                told(step, run, action, start, Effect.NONE, superseded.get(), List.of(), ExitCode.OK);
                continue;
            }
            Change change = interruption.call(() -> change(step, action, run), grace);
            if (change == null) {
                changedNothing = false;
                return ExitCode.INTERRUPTED;
            }
            ExitCode exit = told(step, action, change, start, run);
            if (exit != ExitCode.OK) {
                run.actionFailed();
                return exit;
            }
        }
        return ExitCode.OK;
    }

    /** Looks whether everything is as the actions would have it. Only then something is told. */
    boolean nothingToDo(String step, List<Action> actions, StepRun run) {
        List<Runnable> tell = new ArrayList<>();
        for (Action action : actions) {
            Instant start = time.now();
            Optional<String> superseded = supersession.of(action);
            if (superseded.isEmpty()
                    && !(interruption.call(() -> handlers.plan(action, scope), grace) instanceof Change.None)) {
                return false;
            }
            Duration took = Duration.between(start, time.now());
            tell.add(() -> run.tell(new Event.ActionFinished(
                    start.plus(took), step, action.summary(), Effect.NONE, superseded.orElse(""), List.of(), took)));
        }
        tell.forEach(Runnable::run);
        return true;
    }

    private Change change(String step, Action action, StepRun run) {
        Optional<String> refusal = scope.environment().whyUnchangeable();
        return refusal.isPresent()
                ? new Change.Refused(refusal.get(), "cilab adopt --help")
                : handlers.perform(action, scope, in(step, run));
    }

    /** A handler does not know which step it works for. */
    private static Events in(String step, StepRun run) {
        return event -> run.tell(
                event instanceof Event.Progress progress
                        ? new Event.Progress(progress.at(), step, progress.doing(), progress.lastSeen())
                        : event);
    }

    /** Only looks. What a later step would do may hang on an earlier one that was not really taken: then it cannot be told. */
    ExitCode plan(String step, List<Action> actions, StepRun run) {
        ExitCode worst = ExitCode.OK;
        for (Action action : actions) {
            if (interruption.raised()) {
                return ExitCode.INTERRUPTED;
            }
            Instant start = time.now();
            run.tell(new Event.Progress(start, step, action.summary(), ""));
            Optional<String> superseded = supersession.of(action);
            if (superseded.isPresent()) {
                told(step, run, action, start, Effect.NONE, superseded.get(), List.of(), ExitCode.OK);
                continue;
            }
            Change change = interruption.call(() -> handlers.plan(action, scope), grace);
            if (change == null) {
                return ExitCode.INTERRUPTED;
            }
            ExitCode exit = told(step, action, wouldChange ? lenient(change) : change, start, run);
            worst = exit == ExitCode.OK ? worst : exit;
        }
        return worst;
    }

    private static Change lenient(Change change) {
        return switch (change) {
            case Change.Failed failed -> new Change.Unpredictable("hangs on the steps before: " + failed.what());
            case Change.Unreached unreached ->
                new Change.Unpredictable("hangs on the steps before: " + unreached.why());
            case Change.None none -> none;
            case Change.Planned planned -> planned;
            case Change.Unpredictable unpredictable -> unpredictable;
            case Change.Done done -> done;
            case Change.Refused refused -> refused;
        };
    }

    private ExitCode told(String step, Action action, Change change, Instant start, StepRun run) {
        return switch (change) {
            case Change.None none -> told(step, run, action, start, Effect.NONE, "", List.of(), ExitCode.OK);
            case Change.Planned planned -> {
                run.changed();
                wouldChange = true;
                yield told(
                        step, run, action, start, Effect.PLANNED, planned.summary(), planned.commands(), ExitCode.OK);
            }
            case Change.Unpredictable unpredictable -> {
                wouldChange = true;
                yield told(step, run, action, start, Effect.UNPREDICTABLE, unpredictable.why(), List.of(), ExitCode.OK);
            }
            case Change.Done done -> {
                done(step, action, done, run);
                yield told(step, run, action, start, Effect.DONE, done.summary(), done.commands(), ExitCode.OK);
            }
            case Change.Failed failed -> {
                changedNothing = false;
                yield told(
                        step,
                        run,
                        action,
                        start,
                        Effect.FAILED,
                        join(failed.what(), failed.evidence()),
                        next(failed.next()),
                        ExitCode.CHECK_FAILED);
            }
            case Change.Unreached unreached ->
                told(
                        step,
                        run,
                        action,
                        start,
                        Effect.FAILED,
                        join(unreached.where(), unreached.why()),
                        next(unreached.next()),
                        ExitCode.NOT_OBSERVED);
            case Change.Refused refused ->
                told(step, run, action, start, Effect.FAILED, refused.why(), next(refused.next()), ExitCode.REFUSED);
        };
    }

    private void done(String step, Action action, Change.Done done, StepRun run) {
        run.changed();
        changedNothing = false;
        supersession.worldChanged();
        journal.record(new Journal.Entry(
                time.now(), lab, step, action.summary(), done.summary(), done.commands(), Map.copyOf(done.before())));
    }

    private ExitCode told(
            String step,
            StepRun run,
            Action action,
            Instant start,
            Effect effect,
            String summary,
            List<String> commands,
            ExitCode exit) {
        Duration took = Duration.between(start, time.now());
        run.tell(new Event.ActionFinished(time.now(), step, action.summary(), effect, summary, commands, took));
        return exit;
    }

    private static String join(String what, String evidence) {
        return evidence.isEmpty() ? what : what + ": " + evidence;
    }

    private static List<String> next(String command) {
        return command.isEmpty() ? List.of() : List.of(command);
    }
}
