package dev.cilab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.CommandRun;
import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.action.LabHandlers;
import dev.cilab.check.Timekeeper;
import dev.cilab.env.Environment;
import dev.cilab.env.Environments;
import dev.cilab.env.LabSetup;
import dev.cilab.env.Scope;
import dev.cilab.env.SecretPrompt;
import dev.cilab.env.StateFolder;
import dev.cilab.event.Advice;
import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.event.Result;
import dev.cilab.helm.Helm;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.lab.Action;
import dev.cilab.lab.Fault;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.LabFiles;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Step;
import dev.cilab.lab.reader.FaultReader;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the BGP lab, provoked in a sandbox: the right check notices, the learner is told what the lab file promises, and {@code up}
 * (or the fault's own undo) mends it.
 */
@Tag("sandbox")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long a check that fails goes on looking. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Handlers handlers = new LabHandlers(new Helm(CommandRun.CACHE, Map.of()));
    private Path folder;
    /** The last step that was taken. */
    private String built;

    private LabFiles files;
    private Lab lab;
    private Environment environment;
    private Scope scope;

    @BeforeAll
    void buildTheLab(@TempDir Path temporary) throws Exception {
        folder = temporary;
        StateFolder state = new StateFolder(folder);
        files = LabCatalog.packed().find("bgp").orElseThrow();
        lab = LabReader.read(files, new LabProbes(), Overrides.none("sandbox"));
        LabSetup setup = new LabSetup("bgp");
        environment = new Environments(state, System.getenv(), SecretPrompt.NONE, Path.of("")).open("sandbox", setup);
        environment.up(lab.topology(), Events.NONE);
        scope = new Scope(environment, lab.topology(), lab.vars(), new OwnershipGuard(new Ownership(state.clusters())));
        built = lab.core().orElseThrow();
        assertThat(up(built)).as("the lab before anything is broken").isEmpty();
    }

    @AfterAll
    void takeItDown() {
        if (environment != null) {
            environment.down(lab.topology(), Events.NONE);
            environment.close();
        }
    }

    /** In the order of the steps that they are about: the lab only ever goes on. */
    Stream<String> faults() throws Exception {
        String only = System.getProperty("fault", "");
        List<Fault> faults = new ArrayList<>();
        try (Stream<Path> found = Files.list(Path.of("labs/bgp/break"))) {
            for (Path file : found.sorted().toList()) {
                faults.add(FaultReader.read(
                        files, lab, file.getFileName().toString().replace(".yaml", "")));
            }
        }
        List<String> steps = lab.steps().stream().map(Step::id).toList();
        return faults.stream()
                .filter(fault -> only.isEmpty() || List.of(only.split(",")).contains(fault.name()))
                .sorted(Comparator.comparingInt(fault -> steps.indexOf(fault.step())))
                .map(Fault::name);
    }

    /** As far as the lab must be built for a fault. */
    private String reach(Fault fault) {
        List<String> steps = lab.steps().stream().map(Step::id).toList();
        String core = lab.core().orElseThrow();
        return steps.indexOf(fault.step()) > steps.indexOf(core) ? fault.step() : core;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNoticedExplainedAndMended(String name) throws Exception {
        Fault fault = FaultReader.read(files, lab, name);
        if (!built.equals(reach(fault))) {
            assertThat(up(reach(fault))).as("before it is broken").isEmpty();
            built = reach(fault);
        }
        perform(fault.actions());
        try {
            Event.CheckFinished check = noticed(fault);
            assertThat(check.result()).as(check.toString()).isEqualTo(Result.FAIL);
            assertThat(check.hints())
                    .extracting(Advice::say)
                    .as(check.toString())
                    .anySatisfy(say -> assertThat(say).contains(fault.hint()));
        } finally {
            perform(fault.undo());
        }
        assertThat(up(reach(fault))).as("after up").isEmpty();
    }

    /** The check as it ended; looked for again while it still passes, for a change takes a moment to reach every speaker. */
    private Event.CheckFinished noticed(Fault fault) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        Event.CheckFinished check;
        boolean last;
        do {
            last = Instant.now().isAfter(deadline); // one look takes long where the step's other checks fail
            check = judged(fault);
        } while (check.result() == Result.PASS && !last);
        return check;
    }

    private Event.CheckFinished judged(Fault fault) throws Exception {
        List<Event> events = Collections.synchronizedList(new ArrayList<>());
        run(events::add, Optional.of(LOOK)).check(new Planner(lab).only(List.of(fault.step())));
        return events.stream()
                .flatMap(event -> event instanceof Event.CheckFinished finished ? Stream.of(finished) : Stream.empty())
                .filter(finished -> finished.check().equals(fault.check()))
                .findFirst()
                .orElseThrow();
    }

    private void perform(List<Action> actions) {
        for (Action action : actions) {
            Change change = handlers.perform(action, scope, Events.NONE);
            assertThat(change).as(action.toString()).isInstanceOfAny(Change.Done.class, Change.None.class);
        }
    }

    /** What did not succeed. */
    private List<Event> up(String last) throws Exception {
        List<Event> bad = Collections.synchronizedList(new ArrayList<>());
        Outcome outcome = run(event -> keepBad(event, bad), Optional.empty())
                .up(new Planner(lab).range(Optional.empty(), Optional.of(last)));
        assertThat(outcome.exit()).as(bad.toString()).isEqualTo(ExitCode.OK);
        return bad;
    }

    private static void keepBad(Event event, List<Event> bad) {
        boolean failed = event instanceof Event.CheckFinished check
                        && (check.result() == Result.FAIL || check.result() == Result.UNKNOWN)
                || event instanceof Event.ActionFinished action && action.effect() == Effect.FAILED;
        if (failed) {
            bad.add(event);
        }
    }

    private Run run(Events events, Optional<Duration> patience) {
        Options options = new Options(false, patience, Options.DEFAULT.grace(), false);
        return new Run(
                lab,
                scope,
                handlers,
                new LabProbes(),
                events,
                new Journal(folder.resolve("journal")),
                options,
                Timekeeper.system());
    }
}
