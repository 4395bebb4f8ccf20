package dev.cilab.term;

import dev.cilab.event.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run on a terminal: finished steps stay as one line each; below them the current step with what it waits for and what was seen last. Only
 * the lines of the current step are ever redrawn, so that the history scrolls as any other output.
 */
final class LiveView implements RunView {

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final Duration TICK = Duration.ofMillis(100);
    /** Redrawn lines must not wrap, or the cursor would not find back: the terminal clips them. */
    private static final String NO_WRAP = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";
    private static final String CLEAR_BELOW = "\u001B[J";
    /** More than that moves too much. */
    private static final int MOST_WAITING = 4;

    private final PrintStream out;
    private final boolean trace;
    private final Theme theme;
    private final InstantSource clock;
    private final int width;
    private final Map<String, String> waiting = new LinkedHashMap<>();
    private Thread ticker;
    private StepLines.Columns columns = new StepLines.Columns(12, 40);
    private String mode = "";
    private StepLines step;
    private Instant since;
    private String environment = "";
    private String environmentDoing = "";
    private int drawn;
    private int frame;

    LiveView(PrintStream out, Screen screen, boolean trace, InstantSource clock) {
        this.out = out;
        this.trace = trace;
        this.theme = new Theme(screen);
        this.width = screen.columns();
        this.clock = clock;
    }

    /** Keeps the spinner and the elapsed time moving while nothing is told. */
    synchronized void startTicking() {
        ticker = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Thread.sleep(TICK);
                    tick();
                }
            } catch (InterruptedException e) {
                // closed
            }
        });
    }

    @Override
    public synchronized void emit(Event event) {
        switch (event) {
            case Event.RunStarted run -> started(run);
            case Event.StepStarted started -> {
                step = new StepLines(started, theme, columns, mode);
                since = started.at();
                waiting.clear();
            }
            case Event.Progress progress -> waiting.put(progress.doing(), progress.lastSeen());
            case Event.Traced traced -> traced(traced);
            case Event.ActionFinished action -> {
                waiting.remove(action.action());
                if (step != null) {
                    step.add(action);
                }
            }
            case Event.CheckFinished check -> {
                waiting.remove(check.check());
                if (step != null) {
                    step.add(check);
                }
            }
            case Event.StepFinished end -> finished(end);
            case Event.RunFinished run -> {}
            case Event.EnvironmentChanged change -> environment(change);
        }
        draw(event.at());
    }

    @Override
    public synchronized void close() {
        if (ticker != null) {
            ticker.interrupt();
        }
        endEnvironment(clock.instant());
        step = null;
        waiting.clear();
        draw(clock.instant());
    }

    private synchronized void tick() {
        frame++;
        if (step != null || !environment.isEmpty()) {
            draw(clock.instant());
        }
    }

    private void started(Event.RunStarted run) {
        endEnvironment(run.at());
        columns = StepLines.Columns.of(run, width);
        mode = run.mode();
    }

    private void environment(Event.EnvironmentChanged change) {
        if (environment.isEmpty()) {
            since = change.at();
        }
        environment = change.environment();
        environmentDoing = change.what();
    }

    private void endEnvironment(Instant now) {
        if (!environment.isEmpty()) {
            String took = theme.faint("  " + Durations.shown(Duration.between(since, now)));
            keep(List.of("• " + theme.name(environment) + "  " + environmentDoing + took));
            environment = "";
        }
    }

    private void traced(Event.Traced traced) {
        if (trace) {
            String where = theme.faint("  # " + traced.where() + ", " + Durations.shown(traced.took()));
            keep(List.of("  $ " + theme.command(traced.command()) + where));
        }
    }

    private void finished(Event.StepFinished end) {
        if (step != null) {
            keep(step.finished(end));
            step = null;
            waiting.clear();
        }
    }

    /** Prints lines that are never redrawn. */
    private void keep(List<String> lines) {
        StringBuilder text = new StringBuilder(back());
        lines.forEach(line -> text.append(line).append('\n'));
        drawn = 0;
        out.print(text);
    }

    private void draw(Instant now) {
        List<String> lines = current(now);
        if (lines.isEmpty() && drawn == 0) {
            return;
        }
        StringBuilder text = new StringBuilder(back()).append(NO_WRAP);
        lines.forEach(line -> text.append(line).append('\n'));
        out.print(text.append(WRAP));
        out.flush();
        drawn = lines.size();
    }

    private String back() {
        return drawn == 0 ? "" : "\r\u001B[" + drawn + "A" + CLEAR_BELOW;
    }

    private List<String> current(Instant now) {
        List<String> lines = new ArrayList<>();
        String spinner = theme.command(SPINNER[frame % SPINNER.length]);
        if (step != null) {
            lines.add(
                    spinner + " " + step.heading() + "  " + theme.faint(Durations.shown(Duration.between(since, now))));
            waiting.entrySet().stream()
                    .limit(MOST_WAITING)
                    .forEach(each -> lines.add("    " + each.getKey()
                            + (each.getValue().isEmpty() ? "" : theme.faint(": " + each.getValue()))));
        } else if (!environment.isEmpty()) {
            lines.add(spinner + " " + theme.name(environment) + "  " + environmentDoing + "  "
                    + theme.faint(Durations.shown(Duration.between(since, now))));
        }
        return lines;
    }
}
