package dev.cilab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.action.Change;
import dev.cilab.event.Effect;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.event.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RunTest {

    @TempDir
    Path folder;

    private Scene scene;

    @BeforeEach
    void setUp() {
        scene = new Scene(folder.resolve("state/journal.jsonl"));
    }

    @Test
    void a_first_run_changes_and_proves_everything() {
        Outcome outcome = scene.run().up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
        assertThat(outcome.recap().changed()).isEqualTo(3);
        assertThat(outcome.recap().passed()).isEqualTo(3);
        assertThat(outcome.recap().skipped()).isEqualTo(1);
        // the run starts with a claim about a duration: nothing was changed before, so it was looked at once
        assertThat(outcome.recap().lookedOnce()).isEqualTo(1);
    }

    @Test
    void a_second_run_changes_nothing_and_skips_what_was_true_only_before() {
        scene.run().up(scene.all());

        Outcome second = scene.run().up(scene.all());

        assertThat(second.exit()).isEqualTo(ExitCode.OK);
        assertThat(second.recap().changed()).isZero();
        assertThat(second.recap().steps().getFirst().result()).isEqualTo(Result.SKIP);
        assertThat(checks())
                .filteredOn(each -> each.summary().equals("superseded by static"))
                .hasSize(1);
    }

    @Test
    void a_step_that_is_applied_in_part_supersedes_too() {
        String route =
                scene.lab.step("static").orElseThrow().actions().getFirst().summary();
        scene.world.outcomes.put("plan " + route, new Change.Planned("one of two", List.of(), true));
        scene.world.see(
                "routes",
                () -> FakeWorld.routes(new FakeWorld.Route("k8s-ctr", "172.20.0.0/16", "192.168.10.200", "static")));

        Outcome outcome = scene.run().check(scene.all());

        assertThat(outcome.recap().steps().getFirst().result()).isEqualTo(Result.SKIP);
    }

    @Test
    void what_must_hold_is_watched_when_something_was_changed_before() throws Planner.UnknownStep {
        scene.run().up(new Planner(scene.lab).needed(List.of("peering")));
        scene.run().undo(new Planner(scene.lab).undo(List.of("peering")));
        scene.events.clear();
        Plan peeringThenStart = new Plan(List.of(
                scene.lab.step("peering").orElseThrow(), scene.lab.step("start").orElseThrow()));
        scene.world.applied.clear();

        Outcome outcome = scene.run().up(peeringThenStart);

        assertThat(outcome.recap().lookedOnce()).isZero();
        assertThat(checks().getLast().summary()).isEqualTo("1 route, for 5 s");
    }

    @Test
    void the_first_failing_step_ends_the_run() {
        scene.routerRefuses("k8s-w0");

        Outcome outcome = scene.run().up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(outcome.recap().steps()).extracting(StepRecap::step).containsExactly("start", "peering");
        Event.CheckFinished failed = checks().getLast();
        assertThat(failed.evidence()).containsExactly("router k8s-w0: state expected established, is active");
        assertThat(failed.hints()).hasSize(1);
        assertThat(failed.command()).isEqualTo("cilab look bgp-peers");
    }

    @Test
    void keeps_going_when_told_to() {
        scene.routerRefuses("k8s-w0");

        Outcome outcome =
                scene.run(Events.NONE, Options.DEFAULT.keepGoing(true)).up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(outcome.recap().steps()).hasSize(4);
    }

    @Test
    void what_cannot_be_seen_is_unknown_and_never_passes() {
        scene.routerIsSilent();

        Outcome outcome = scene.run(Events.NONE, Options.DEFAULT.patience(Duration.ofSeconds(2)))
                .check(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.NOT_OBSERVED);
        assertThat(checks().getLast().result()).isEqualTo(Result.UNKNOWN);
        assertThat(checks().getLast().summary()).isEqualTo("after 2 s: router: connection refused on port 22");
    }

    @Test
    void checking_changes_nothing() {
        scene.run().check(scene.all());

        assertThat(scene.world.performed).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_dry_run_tells_and_changes_nothing() {
        Outcome outcome = scene.run().dryRun(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
        assertThat(outcome.recap().changed()).isEqualTo(3);
        assertThat(scene.world.performed).isEmpty();
        assertThat(checks()).isEmpty();
    }

    @Test
    void a_dry_run_does_not_blame_what_hangs_on_earlier_steps() {
        String route =
                scene.lab.step("static").orElseThrow().actions().getFirst().summary();
        scene.world.outcomes.put("plan " + route, new Change.Failed("no such device", "eth1", ""));

        Outcome outcome = scene.run().dryRun(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
        assertThat(actions().getLast().effect()).isEqualTo(Effect.UNPREDICTABLE);
    }

    @Test
    void undo_goes_backwards_and_takes_dependent_steps_with_it() throws Planner.UnknownStep {
        Plan plan = new Planner(scene.lab).undo(List.of("peering"));

        assertThat(plan.steps()).extracting(step -> step.id()).containsExactly("static", "dsr", "peering");
    }

    @Test
    void ends_tell_apart_what_failed_what_was_refused_and_what_did_not_answer() {
        String label =
                scene.lab.step("peering").orElseThrow().actions().getFirst().summary();

        scene.world.outcomes.put(label, new Change.Failed("cannot label", "no such node", "kubectl get nodes"));
        assertThat(scene.run().up(scene.all()).exit()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(actions().getLast().commands()).containsExactly("kubectl get nodes");
        scene.world.outcomes.put(label, new Change.Refused("cluster prod is not cilab's", "cilab adopt prod"));
        assertThat(scene.run().up(scene.all()).exit()).isEqualTo(ExitCode.REFUSED);
        scene.world.outcomes.put(label, new Change.Unreached("bgp", "connection refused", "cilab env"));
        assertThat(scene.run().up(scene.all()).exit()).isEqualTo(ExitCode.NOT_OBSERVED);
    }

    @Test
    void the_journal_keeps_what_was_changed() throws IOException {
        Path journal = folder.resolve("state/journal.jsonl");
        Files.createDirectories(journal.getParent());
        Files.writeString(journal, "{\"cut off by a cra");

        scene.run().up(scene.all());

        List<String> lines = Files.readAllLines(journal);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1))
                .isEqualTo(
                        "{\"at\":\"2025-08-09T14:31:40.740Z\",\"lab\":\"bgp\",\"step\":\"peering\","
                                + "\"action\":\"label k8s-ctr, k8s-w0 enable-bgp=true\",\"summary\":\"did it\","
                                + "\"commands\":[\"paste: label k8s-ctr, k8s-w0 enable-bgp=true\"],\"before\":{\"before\":\"nothing\"}}");
    }

    @Test
    void an_interrupted_thread_still_records_what_was_changed() {
        Thread.currentThread().interrupt();
        try {
            scene.run().up(scene.all());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(folder.resolve("state/journal.jsonl")).content().hasLineCount(3);
    }

    @Test
    void an_interrupt_ends_waiting_at_once() {
        Run run = scene.run();
        scene.lookAtPeersHangs(run::interrupt);

        Outcome outcome = run.up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(outcome.recap().steps()).hasSize(2);
    }

    @Test
    void an_interrupt_lets_the_current_action_finish_and_starts_no_other() {
        Run[] run = new Run[1];
        run[0] = scene.run(
                event -> {
                    if (event instanceof Event.Progress progress
                            && progress.doing().startsWith("label")) {
                        run[0].interrupt();
                    }
                },
                Options.DEFAULT);

        Outcome outcome = run[0].up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(scene.world.performed).containsExactly("label k8s-ctr, k8s-w0 enable-bgp=true");
        assertThat(outcome.recap().changed()).isEqualTo(1);
    }

    private List<Event.CheckFinished> checks() {
        return scene.events.stream()
                .filter(Event.CheckFinished.class::isInstance)
                .map(Event.CheckFinished.class::cast)
                .toList();
    }

    private List<Event.ActionFinished> actions() {
        return scene.events.stream()
                .filter(Event.ActionFinished.class::isInstance)
                .map(Event.ActionFinished.class::cast)
                .toList();
    }
}
