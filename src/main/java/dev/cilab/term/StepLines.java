package dev.cilab.term;

import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that happened in one step so far, and how it reads. */
final class StepLines {

    private final Event.StepStarted step;
    private final Theme theme;
    private final Columns columns;
    private final String mode;
    private final List<Event.ActionFinished> actions = new ArrayList<>();
    private final List<Event.CheckFinished> checks = new ArrayList<>();

    /** @param mode as the run's start told it */
    StepLines(Event.StepStarted step, Theme theme, Columns columns, String mode) {
        this.step = step;
        this.theme = theme;
        this.columns = columns;
        this.mode = mode;
    }

    /**
     * How wide the columns of a run are, in cells.
     *
     * @param id    the longest id of a step
     * @param title what is left of the line when the counts have their room
     */
    record Columns(int id, int title) {

        /** A failing step's counts and its time. */
        private static final int COUNTS = 40;

        static Columns of(Event.RunStarted run, int line) {
            int id = run.steps().stream().mapToInt(Cells::width).max().orElse(0);
            return new Columns(id, Math.clamp(line - id - 6 - COUNTS, 24, 62));
        }
    }

    Event.StepStarted step() {
        return step;
    }

    void add(Event.ActionFinished action) {
        actions.add(action);
    }

    void add(Event.CheckFinished check) {
        checks.add(check);
    }

    /** The step's name and title in columns. */
    String heading() {
        return theme.name(Cells.pad(step.step(), columns.id())) + "  "
                + Cells.pad(Cells.cut(step.title(), columns.title()), columns.title());
    }

    /** The one line that stays, and below it what went wrong (in a dry run: what would be done). */
    List<String> finished(Event.StepFinished end) {
        List<String> lines = new ArrayList<>();
        String why = end.why().isEmpty() ? "" : ", " + end.why();
        String tail = end.result() == Result.SKIP && !why.isEmpty()
                ? theme.faint("skipped: " + end.why())
                : counts(end) + why + theme.faint("  " + Durations.shown(end.took()));
        lines.add(mark(end.result()) + " " + heading() + "  " + tail);
        actions.stream()
                .filter(action -> dryRun() || action.effect() == Effect.FAILED)
                .forEach(action -> lines.addAll(action(action)));
        checks.stream().filter(check -> check.result() != Result.PASS).forEach(check -> lines.addAll(check(check)));
        return lines;
    }

    String mark(Result result) {
        return theme.result(
                result,
                switch (result) {
                    case PASS -> "✓";
                    case FAIL -> "✗";
                    case UNKNOWN -> "?";
                    case SKIP -> "-";
                });
    }

    private boolean dryRun() {
        return mode.equals("dry-run");
    }

    private String counts(Event.StepFinished end) {
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        checks.forEach(check -> counts.merge(check.result(), 1, Integer::sum));
        String verdicts = counts.entrySet().stream()
                .map(each -> theme.result(each.getKey(), each.getValue() + " " + word(each.getKey())))
                .collect(Collectors.joining(", "));
        if (mode.equals("check")) {
            return verdicts;
        }
        String changed = end.changed() + (dryRun() ? " to change" : " changed");
        String shown = end.changed() == 0 ? theme.faint(changed) : theme.changed(changed);
        return verdicts.isEmpty() ? shown : shown + ", " + verdicts;
    }

    static String word(Result result) {
        return switch (result) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case UNKNOWN -> "unknown";
            case SKIP -> "skipped";
        };
    }

    private List<String> action(Event.ActionFinished action) {
        List<String> lines = new ArrayList<>();
        String sign =
                switch (action.effect()) {
                    case NONE -> theme.faint("=");
                    case DONE, PLANNED -> theme.changed("+");
                    case UNPREDICTABLE -> theme.result(Result.UNKNOWN, "?");
                    case FAILED -> theme.error("✗");
                };
        lines.add("    " + sign + " " + action.action()
                + (action.effect() == Effect.NONE ? theme.faint(" (as it is)") : ""));
        if (!action.summary().isEmpty() && action.effect() != Effect.PLANNED) {
            action.summary().lines().forEach(line -> lines.add("      " + line));
        }
        String label = action.effect() == Effect.FAILED ? theme.faint("try  ") : "";
        action.commands()
                .forEach(command -> command.lines().forEach(line -> lines.add("      " + label + theme.command(line))));
        return lines;
    }

    private List<String> check(Event.CheckFinished check) {
        List<String> lines = new ArrayList<>();
        if (check.result() == Result.SKIP) {
            lines.add("    " + mark(check.result()) + " " + theme.faint(check.check() + ": " + check.summary()));
            return lines;
        }
        lines.add("    " + mark(check.result()) + " " + check.check());
        new CheckLines(theme).of(check).forEach(line -> lines.add("      " + line));
        return lines;
    }
}
