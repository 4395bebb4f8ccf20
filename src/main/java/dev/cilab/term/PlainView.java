package dev.cilab.term;

import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import java.io.PrintStream;

/** A run as a log: every line stands for itself, in the order in which things happen, in words and without escape sequences. */
final class PlainView implements RunView {

    private final PrintStream out;
    private final boolean trace;
    private final CheckLines lines = new CheckLines(new Theme(Screen.NONE));
    private String mode = "";

    PlainView(PrintStream out, boolean trace) {
        this.out = out;
        this.trace = trace;
    }

    @Override
    public synchronized void emit(Event event) {
        switch (event) {
            case Event.RunStarted run -> {
                mode = run.mode();
                out.println(run.lab() + " on " + run.environment() + ": " + run.mode() + ", "
                        + steps(run.steps().size()));
            }
            case Event.StepStarted step -> out.println("step " + step.step() + ": " + step.title());
            case Event.Progress progress -> {}
            case Event.Traced traced -> traced(traced);
            case Event.ActionFinished action -> action(action);
            case Event.CheckFinished check -> check(check);
            case Event.StepFinished step -> finished(step);
            case Event.RunFinished run -> {}
            case Event.EnvironmentChanged change -> out.println(change.environment() + ": " + change.what());
        }
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }

    private void traced(Event.Traced traced) {
        if (trace) {
            out.println("  $ " + traced.command() + "   # " + traced.where() + ", " + Durations.shown(traced.took()));
        }
    }

    private void action(Event.ActionFinished action) {
        String word =
                switch (action.effect()) {
                    case NONE -> "same";
                    case DONE -> "done";
                    case PLANNED -> "plan";
                    case UNPREDICTABLE -> "open";
                    case FAILED -> "FAIL";
                };
        out.println("  " + word + "     " + action.action() + " (" + Durations.shown(action.took()) + ")");
        boolean told = action.effect() == Effect.FAILED || action.effect() == Effect.UNPREDICTABLE;
        if (told && !action.summary().isEmpty()) {
            action.summary().lines().forEach(line -> out.println("           " + line));
        }
        if (action.effect() == Effect.PLANNED || action.effect() == Effect.FAILED) {
            String label = action.effect() == Effect.FAILED ? "try  " : "";
            action.commands()
                    .forEach(command -> command.lines().forEach(line -> out.println("           " + label + line)));
        }
    }

    private void check(Event.CheckFinished check) {
        String word =
                switch (check.result()) {
                    case PASS -> "pass     ";
                    case FAIL -> "FAIL     ";
                    case UNKNOWN -> "UNKNOWN  ";
                    case SKIP -> "skip     ";
                };
        boolean brief = check.result() == Result.PASS || check.result() == Result.SKIP;
        out.println("  " + word + check.check() + (brief ? ": " + check.summary() : "") + " ("
                + Durations.shown(check.took()) + ")");
        if (!brief) {
            lines.of(check).forEach(line -> out.println("           " + line));
        }
    }

    private void finished(Event.StepFinished step) {
        String end =
                switch (step.result()) {
                    case PASS -> "ok";
                    case FAIL -> "FAILED";
                    case UNKNOWN -> "UNKNOWN";
                    case SKIP -> "skipped";
                };
        String why = step.why().isEmpty() ? "" : ": " + step.why();
        boolean counts = step.result() != Result.SKIP && !mode.equals("check");
        String counted = counts ? ", " + step.changed() + (mode.equals("dry-run") ? " to change" : " changed") : "";
        out.println("step " + step.step() + ": " + end + why + counted + " (" + Durations.shown(step.took()) + ")");
    }

    private static String steps(int count) {
        return count == 1 ? "1 step" : count + " steps";
    }
}
