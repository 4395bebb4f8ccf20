package dev.cilab.run;

import dev.cilab.action.Handlers;
import dev.cilab.check.Judge;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Scope;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.Check;
import dev.cilab.lab.Drill;
import dev.cilab.lab.Lab;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.Step;
import dev.cilab.measure.Generator;
import dev.cilab.measure.Load;
import dev.cilab.measure.NoTraffic;
import dev.cilab.measure.Outage;
import dev.cilab.measure.Traffic;
import dev.cilab.probe.Probes;
import dev.cilab.probe.Site;
import dev.cilab.probe.traffic.Place;
import dev.cilab.probe.traffic.TrafficProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out a drill: proves that all is well, disturbs while traffic runs, proves what that does, and restores, whatever happened before and
 * even if it is interrupted. One object serves one drill.
 */
public final class DrillRun {

    /** So long nothing may be lost before anything is disturbed, and after it was. */
    private static final Duration CALM = Duration.ofSeconds(1);
    /** What is lost for longer than this is lost until it is restored. */
    private static final Duration UNREST = Duration.ofSeconds(20);

    /** On a busy machine a request may be lost at any time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String BEFORE = "before";
    private static final String DISTURB = "disturb";
    private static final String RESTORE = "restore";

    private final Lab lab;
    private final Scope scope;
    private final Handlers handlers;
    private final Probes probes;
    private final Events events;
    private final Journal journal;
    private final Options options;
    private final Timekeeper time;
    private final Interruption wish = new Interruption();
    /** Restoring heeds no wish. */
    private final Interruption never = new Interruption();

    private String url = "";

    public DrillRun(
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
        this.handlers = handlers;
        this.probes = probes;
        this.events = new OneAtATime(events);
        this.journal = journal;
        this.options = options;
        this.time = time;
    }

    /** Ends the drill soon, but not before all is restored. May be called from any thread. */
    public void interrupt() {
        wish.raise();
    }

    /**
     * @param traffic what runs throughout: a call of the probe {@code traffic} with a rate
     * @throws NoTraffic when no request can be sent; nothing was disturbed then
     */
    public DrillOutcome run(Drill drill, ProbeCall traffic, int trials) throws Unreachable, NoTraffic {
        Instant start = time.now();
        events.emit(new Event.RunStarted(
                start, lab.name(), scope.environment().name(), "drill " + drill.words(), steps(trials)));
        List<Trial> done = new ArrayList<>();
        ExitCode exit = prove(drill, BEFORE, "All is well", drill.restored(), wish, new ArrayList<>());
        for (int trial = 1; trial <= trials && exit == ExitCode.OK && !wish.raised(); trial++) {
            exit = trial(drill, traffic, trials == 1 ? "" : "-" + trial, trial, done);
        }
        exit = wish.raised() ? ExitCode.INTERRUPTED : exit;
        Duration took = Duration.between(start, time.now());
        events.emit(new Event.RunFinished(time.now(), exit.code(), took));
        return new DrillOutcome(drill.words(), url, exit, done, took);
    }

    private static List<String> steps(int trials) {
        List<String> steps = new ArrayList<>(List.of(BEFORE));
        for (int trial = 1; trial <= trials; trial++) {
            steps.add(DISTURB + (trials == 1 ? "" : "-" + trial));
            steps.add(RESTORE + (trials == 1 ? "" : "-" + trial));
        }
        return steps;
    }

    private ExitCode trial(Drill drill, ProbeCall call, String suffix, int number, List<Trial> done)
            throws Unreachable, NoTraffic {
        Site site = new Site(call, scope);
        Place place = Place.of(site);
        Load load = TrafficProbe.load(call, site);
        url = load.url();
        try (Generator generator = Generator.start(place.host(), load, sample -> {})) {
            boolean calm = calm(generator, wish, PATIENCE);
            if (wish.raised()) {
                return ExitCode.INTERRUPTED;
            }
            if (!calm
                    && generator.soFar().answered() * 2
                            < generator.soFar().samples().size()) {
                throw new Unreachable(
                        place.name(), "most requests to " + url + " are lost before anything is disturbed");
            }
            List<Convergence> convergences = new ArrayList<>();
            long disturbed = Generator.now();
            ExitCode exit;
            try {
                exit = disturb(drill, suffix, generator, convergences);
            } catch (RuntimeException e) {
                restore(drill, suffix, generator, convergences);
                throw e;
            }
            long restoring = Generator.now();
            ExitCode restored = restore(drill, suffix, generator, convergences);
            if (wish.raised()) {
                return restored; // half a measurement is none
            }
            Traffic traffic = generator.stop();
            done.add(new Trial(
                    number,
                    Outage.of(traffic, 0, disturbed),
                    Outage.of(traffic, disturbed, restoring),
                    Outage.of(traffic, restoring, Long.MAX_VALUE),
                    convergences));
            return exit == ExitCode.OK ? restored : exit;
        }
    }

    private ExitCode disturb(Drill drill, String suffix, Generator generator, List<Convergence> convergences) {
        String id = DISTURB + suffix;
        Step step = step(drill, id, drill.title(), drill.checks());
        StepRun run = new StepRun(step, listening(convergences), time);
        run.started();
        ExitCode exit = actions(wish).perform(id, drill.disturb(), run);
        if (exit == ExitCode.OK) {
            exit = checks().judge(step, run, wish, false);
            calm(generator, wish, UNREST);
        }
        return run.finished(wish.raised() ? ExitCode.INTERRUPTED : exit);
    }

    private ExitCode restore(Drill drill, String suffix, Generator generator, List<Convergence> convergences) {
        String id = RESTORE + suffix;
        Step step = step(drill, id, "Everything is as before", drill.restored());
        StepRun run = new StepRun(step, listening(convergences), time);
        run.started();
        ExitCode exit = actions(never).perform(id, drill.restore(), run);
        if (exit == ExitCode.OK) {
            exit = checks().judge(step, run, never, false);
            calm(generator, never, UNREST);
        }
        return run.finished(exit);
    }

    private ExitCode prove(
            Drill drill,
            String id,
            String title,
            List<Check> checks,
            Interruption interruption,
            List<Convergence> convergences) {
        Step step = step(drill, id, title, checks);
        StepRun run = new StepRun(step, listening(convergences), time);
        run.started();
        return run.finished(checks().judge(step, run, interruption, true));
    }

    private static boolean calm(Generator generator, Interruption interruption, Duration longest) {
        return Boolean.TRUE.equals(interruption.call(() -> generator.awaitCalm(CALM, longest), Duration.ZERO));
    }

    private static Step step(Drill drill, String id, String title, List<Check> checks) {
        return new Step(id, title, "", List.of(), Set.of(), List.of(), checks, List.of(), Optional.empty(), drill.at());
    }

    private Actions actions(Interruption interruption) {
        return new Actions(
                lab.name(),
                handlers,
                scope,
                journal,
                new Supersession(lab, handlers, scope),
                interruption,
                options.grace(),
                time);
    }

    private Checks checks() {
        return new Checks(new Judge(probes, scope, time), new Supersession(lab, handlers, scope), options, time);
    }

    private Events listening(List<Convergence> convergences) {
        return new OneAtATime(event -> {
            events.emit(event);
            if (event instanceof Event.CheckFinished check) {
                convergences.add(new Convergence(check.step(), check.check(), check.result(), check.took()));
            }
        });
    }
}
