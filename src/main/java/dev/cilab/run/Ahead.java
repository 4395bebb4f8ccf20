package dev.cilab.run;

import dev.cilab.check.Timekeeper;
import dev.cilab.event.Events;
import dev.cilab.lab.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The steps that a run has come to, in their order. Steps that change nothing are looked at several at once; what a later one tells is held back
 * until those before it have ended, and never told when one of them ends the run.
 */
final class Ahead {

    /** More would only wait for each other: for the connection to a machine, and for this machine's own processors. */
    private static final int MOST_AT_ONCE = 4;

    private final Events events;
    private final Interruption interruption;
    private final boolean keepGoing;
    private final Timekeeper time;
    private final List<TakenStep> taken = new ArrayList<>();
    /** Whether the run goes on after the last step that was taken; unknown as long as that step has not ended. */
    private CompletableFuture<Boolean> goesOn = CompletableFuture.completedFuture(true);

    Ahead(Events events, Interruption interruption, boolean keepGoing, Timekeeper time) {
        this.events = events;
        this.interruption = interruption;
        this.keepGoing = keepGoing;
        this.time = time;
    }

    TakenStep next(Step step) {
        HeldBack told = new HeldBack(events);
        // the step after this one must find it released: what waits for one thing happens in no particular order
        CompletableFuture<Boolean> comes = goesOn.thenApply(itDoes -> {
            if (itDoes) {
                told.release();
            }
            return itDoes;
        });
        TakenStep next = new TakenStep(new StepRun(step, told, time), interruption.child());
        taken.add(next);
        goesOn = comes.thenCombine(next.end(), (before, exit) -> before && goesOnAfter(exit));
        return next;
    }

    /** No step that has ended so far ends the run. */
    boolean mayGoOn() {
        return taken.stream().noneMatch(each -> each.end().isDone() && !goesOnAfter(each.join()))
                && !interruption.raised();
    }

    /** Every step before the last one has ended. */
    boolean isNext() {
        return taken.subList(0, taken.size() - 1).stream()
                .allMatch(each -> each.end().isDone());
    }

    /** Waits until every step before the last one has ended; tells whether the run comes to the last one at all. */
    boolean comesToLast() {
        return taken.subList(0, taken.size() - 1).stream().allMatch(each -> goesOnAfter(each.join()));
    }

    /** Waits until one more step may be judged beside the others. */
    void makeRoom() {
        if (taken.size() > MOST_AT_ONCE) {
            taken.get(taken.size() - 1 - MOST_AT_ONCE).join();
        }
    }

    /** Waits for all that the run came to, and leaves out what it came to in vain. */
    List<TakenStep> ended() {
        List<TakenStep> ended = new ArrayList<>();
        boolean on = true;
        for (TakenStep each : taken) {
            if (on) {
                ended.add(each);
                on = goesOnAfter(each.join());
            } else {
                each.abandon();
            }
        }
        return ended;
    }

    private boolean goesOnAfter(ExitCode exit) {
        return exit == ExitCode.OK || keepGoing && exit != ExitCode.INTERRUPTED;
    }
}
