package dev.cilab.term;

import dev.cilab.event.Result;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Outcome;
import dev.cilab.run.Recap;
import dev.cilab.run.StepRecap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run came to: in two lines for people, as a table, or as data. */
public final class RecapView {

    private final Recap recap;
    private final boolean interrupted;

    public RecapView(Outcome outcome) {
        this.recap = outcome.recap();
        this.interrupted = outcome.exit() == ExitCode.INTERRUPTED;
    }

    /** The counts in one line, and more lines where there is something to know about them. */
    public String summary(Screen screen) {
        Theme theme = new Theme(screen);
        boolean dryRun = recap.mode().equals("dry-run");
        List<String> counts = new ArrayList<>();
        counts.add(recap.steps().size() + (recap.steps().size() == 1 ? " step" : " steps"));
        if (!recap.mode().equals("check")) {
            counts.add(recap.changed() + (dryRun ? " to change" : " changed"));
        }
        if (!dryRun && !recap.mode().equals("undo")) {
            counts.add(theme.result(Result.PASS, recap.passed() + " passed"));
            add(counts, theme, Result.FAIL, recap.failed());
            add(counts, theme, Result.UNKNOWN, recap.unknown());
            add(counts, theme, Result.SKIP, recap.skipped());
        }
        String line = recap.lab() + " on " + recap.environment() + ": " + String.join(", ", counts) + " in "
                + Durations.shown(recap.took()) + "\n";
        String once = recap.lookedOnce() == 0 ? "" : theme.faint(lookedOnce()) + "\n";
        String rest = interrupted ? "interrupted; cilab " + recap.lab() + " up goes on from here\n" : "";
        return line + once + rest;
    }

    private String lookedOnce() {
        int count = recap.lookedOnce();
        String checks = count == 1
                ? "1 check of what must hold for a while was"
                : count + " checks of what must hold for a while were";
        return checks + " looked at once: nothing had been changed before";
    }

    private static void add(List<String> counts, Theme theme, Result result, int count) {
        String text = count + " " + StepLines.word(result);
        counts.add(count == 0 ? text : theme.result(result, text));
    }

    public Table table() {
        List<List<String>> rows = new ArrayList<>();
        for (StepRecap step : recap.steps()) {
            rows.add(List.of(
                    step.step(),
                    step.result().name().toLowerCase(Locale.ROOT),
                    String.valueOf(step.changed()),
                    String.valueOf(step.passed()),
                    String.valueOf(step.failed()),
                    String.valueOf(step.unknown()),
                    String.valueOf(step.skipped()),
                    Durations.shown(step.took()),
                    step.title()));
        }
        return new Table(
                List.of("STEP", "RESULT", "CHANGED", "PASS", "FAIL", "UNKNOWN", "SKIP", "TIME"),
                List.of("TITLE"),
                rows);
    }
}
