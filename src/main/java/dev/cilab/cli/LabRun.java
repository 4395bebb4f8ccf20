package dev.cilab.cli;

import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.NotReady;
import dev.cilab.env.Scope;
import dev.cilab.env.StateFolder;
import dev.cilab.env.trace.TracedEnvironment;
import dev.cilab.event.Events;
import dev.cilab.report.ReportCollector;
import dev.cilab.report.ReportFormat;
import dev.cilab.run.ExitCode;
import dev.cilab.run.Journal;
import dev.cilab.run.Options;
import dev.cilab.run.Outcome;
import dev.cilab.run.Run;
import dev.cilab.term.DataOutput;
import dev.cilab.term.Io;
import dev.cilab.term.JsonLinesView;
import dev.cilab.term.OutputFormat;
import dev.cilab.term.RecapView;
import dev.cilab.term.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Runs a plan with its view, its journal and its interrupt: what up, run, check and undo have in common. */
final class LabRun {

    private final Io io;
    private final OpenLab open;
    private final RunOptions options;
    private final Optional<Duration> patience;

    LabRun(Io io, OpenLab open, RunOptions options) {
        this(io, open, options, Optional.empty());
    }

    /** @param patience no check waits longer than this; empty = as the lab says */
    LabRun(Io io, OpenLab open, RunOptions options, Optional<Duration> patience) {
        this.io = io;
        this.open = open;
        this.options = options;
        this.patience = patience;
    }

    /** @param bringUp make the environment first */
    int execute(boolean bringUp, Function<Run, Outcome> work) throws Exception {
        Optional<ReportFormat> reportFormat = reportFormat();
        ReportCollector report = new ReportCollector();
        try (RunView view = RunView.of(io, options.trace)) {
            Events told = events(view);
            Events events = event -> {
                told.emit(event);
                report.emit(event);
            };
            if (bringUp) {
                bringUp(events);
            }
            Run run = new Run(
                    open.lab(),
                    options.trace ? traced(events) : open.scope(),
                    new LabHandlers(open.helm()),
                    open.probes(),
                    events,
                    new Journal(
                            StateFolder.of(io.environment()).journal(open.lab().name())),
                    new Options(options.keepGoing, patience, Options.DEFAULT.grace(), options.trace),
                    Timekeeper.system());
            Outcome outcome;
            try (AutoCloseable listening = io.interrupts().listen(run::interrupt)) {
                outcome = work.apply(run);
            }
            view.close();
            print(outcome);
            if (reportFormat.isPresent()) {
                reportFormat.get().write(report.report(), io.workingFolder().resolve(options.report));
            }
            return outcome.exit().code();
        }
    }

    private Scope traced(Events events) {
        Scope scope = open.scope();
        return scope.through(new TracedEnvironment(scope.environment(), events));
    }

    /** Told before the run: nobody wants to learn after it that there is no report. */
    private Optional<ReportFormat> reportFormat() throws UsageError {
        if (options.report == null) {
            return Optional.empty();
        }
        Path folder =
                io.workingFolder().resolve(options.report).toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new UsageError("there is no folder " + folder + " for the report", "mkdir -p " + folder);
        }
        Optional<ReportFormat> format = ReportFormat.of(options.report);
        if (format.isEmpty()) {
            throw new UsageError("a report is .html, .xml (JUnit) or .json, not " + options.report.getFileName(), "");
        }
        return format;
    }

    private void bringUp(Events events) throws NotReady, InterruptedException {
        if (open.needsHelm()) {
            open.helm().loadAhead();
        }
        try {
            open.environment().up(open.topology(), events);
        } catch (NotReady e) {
            if (Thread.interrupted()) { // what was interrupted failed in words of its own
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException(ExitCode.INTERRUPTED.name());
        }
    }

    private Events events(RunView view) {
        if (options.output.format != OutputFormat.JSONL) {
            return view;
        }
        JsonLinesView lines = new JsonLinesView(io.out());
        return event -> {
            view.emit(event);
            lines.emit(event);
        };
    }

    private void print(Outcome outcome) {
        RecapView recap = new RecapView(outcome);
        switch (options.output.format) {
            case TABLE -> io.err().print(recap.summary(io.terminal()));
            case JSONL -> {} // every event has been told already
            case WIDE, JSON, YAML -> {
                new DataOutput(io.out(), options.output.format)
                        .print(recap.table(), outcome.recap().steps());
                io.err().print(recap.summary(io.terminal()));
            }
        }
    }
}
