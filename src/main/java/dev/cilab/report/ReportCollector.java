package dev.cilab.report;

import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.report.Report.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Gathers the events of one run into a {@link Report}. Commands that were traced belong to no step and are left out. */
public final class ReportCollector implements Events {

    private final List<StepReport> steps = new ArrayList<>();
    private final List<Event.ActionFinished> actions = new ArrayList<>();
    private final List<Event.CheckFinished> checks = new ArrayList<>();
    private String lab = "";
    private String environment = "";
    private String mode = "";
    private Instant startedAt = Instant.EPOCH;
    private Duration took = Duration.ZERO;
    private int exitCode;
    private String title = "";

    @Override
    public synchronized void emit(Event event) {
        switch (event) {
            case Event.RunStarted run -> {
                lab = run.lab();
                environment = run.environment();
                mode = run.mode();
                startedAt = run.at();
            }
            case Event.StepStarted step -> {
                title = step.title();
                actions.clear();
                checks.clear();
            }
            case Event.ActionFinished action -> actions.add(action);
            case Event.CheckFinished check -> checks.add(check);
            case Event.StepFinished step ->
                steps.add(new StepReport(
                        step.step(), title, step.result(), step.why(), step.changed(), step.took(), actions, checks));
            case Event.RunFinished run -> {
                took = run.took();
                exitCode = run.exitCode();
            }
            case Event.Progress progress -> {}
            case Event.Traced traced -> {}
            case Event.EnvironmentChanged change -> {}
        }
    }

    public synchronized Report report() {
        return new Report(lab, environment, mode, startedAt, took, exitCode, steps);
    }
}
