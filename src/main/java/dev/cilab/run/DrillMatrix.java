package dev.cilab.run;

import dev.cilab.event.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Drill;
import dev.cilab.lab.Drills;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Step;
import dev.cilab.measure.NoTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every drill with every pattern of traffic. A pattern is applied, its drills are run, and it is taken back; in the end the steps of the lab
 * that were taken before are taken again, so that what the patterns changed is as it was.
 */
public final class DrillMatrix {

    private final Supplier<Run> runs;
    private final Function<Drill, DrillRun> drillRuns;
    private final Function<Drill, String> lacking;
    private volatile Runnable current = () -> {};
    private volatile boolean interrupted;

    /**
     * @param runs      a new run of the lab
     * @param drillRuns a new run of a drill
     * @param lacking   what the environment lacks for a drill; empty if nothing
     */
    public DrillMatrix(Supplier<Run> runs, Function<Drill, DrillRun> drillRuns, Function<Drill, String> lacking) {
        this.runs = runs;
        this.drillRuns = drillRuns;
        this.lacking = lacking;
    }

    /** Ends it soon; what is disturbed is restored, what was changed is taken back. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
        current.run();
    }

    /**
     * @param taken the lab's steps that are taken now
     * @param done  is told every cell when it is known
     */
    public ExitCode run(Drills drills, ProbeCall traffic, Plan taken, Consumer<MatrixCell> done)
            throws Unreachable, NoTraffic {
        ExitCode exit = ExitCode.OK;
        try {
            for (Step pattern : drills.patterns()) {
                exit = interrupted ? ExitCode.INTERRUPTED : worse(exit, pattern(pattern, drills, traffic, done));
            }
        } finally {
            exit = worse(exit, runs.get().up(taken).exit());
        }
        return interrupted ? ExitCode.INTERRUPTED : exit;
    }

    private ExitCode pattern(Step pattern, Drills drills, ProbeCall traffic, Consumer<MatrixCell> done)
            throws Unreachable, NoTraffic {
        Plan plan = new Plan(List.of(pattern));
        Run run = runs.get();
        current = run::interrupt;
        Outcome applied = run.up(plan);
        boolean skipped = applied.recap().steps().getFirst().result() == Result.SKIP;
        if (skipped || applied.exit() != ExitCode.OK) {
            String why =
                    skipped ? "the environment has not all of " + String.join(", ", sorted(pattern)) : "not applied";
            drills.drills()
                    .forEach(drill -> done.accept(new MatrixCell(
                            pattern.id(), drill.id(), skipped ? Result.SKIP : Result.FAIL, why, Optional.empty())));
            return applied.exit();
        }
        try {
            return drills(pattern, drills, traffic, done);
        } finally {
            runs.get().undo(plan);
        }
    }

    private ExitCode drills(Step pattern, Drills drills, ProbeCall traffic, Consumer<MatrixCell> done)
            throws Unreachable, NoTraffic {
        ExitCode exit = ExitCode.OK;
        for (Drill drill : drills.drills()) {
            if (interrupted) {
                return ExitCode.INTERRUPTED;
            }
            String missing = lacking.apply(drill);
            if (!missing.isEmpty()) {
                done.accept(new MatrixCell(
                        pattern.id(), drill.id(), Result.SKIP, "the environment lacks " + missing, Optional.empty()));
                continue;
            }
            DrillRun run = drillRuns.apply(drill);
            current = run::interrupt;
            DrillOutcome outcome = run.run(drill, traffic, 1);
            exit = worse(exit, outcome.exit());
            done.accept(new MatrixCell(
                    pattern.id(),
                    drill.id(),
                    outcome.exit() == ExitCode.OK ? Result.PASS : Result.FAIL,
                    outcome.exit() == ExitCode.OK ? "" : "a check failed",
                    outcome.trials().stream().findFirst()));
        }
        return exit;
    }

    private static List<String> sorted(Step pattern) {
        List<String> requires = new ArrayList<>(pattern.requires());
        requires.sort(null);
        return requires;
    }

    private static ExitCode worse(ExitCode one, ExitCode other) {
        return one == ExitCode.OK ? other : one;
    }
}
