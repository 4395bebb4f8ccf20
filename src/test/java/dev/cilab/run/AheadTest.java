package dev.cilab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.probe.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that change nothing are looked at several at once. */
@Timeout(20)
class AheadTest {

    @TempDir
    Path folder;

    private Scene scene;
    private Supplier<Observation<?>> peers;

    @BeforeEach
    void aLabThatIsUp() {
        scene = new Scene(folder.resolve("state/journal.jsonl"));
        assertThat(scene.run().up(scene.all()).exit()).isEqualTo(ExitCode.OK);
        peers = () -> FakeWorld.peers(node -> "established");
        scene.events.clear();
    }

    @Test
    void a_later_step_is_looked_at_while_an_earlier_one_still_waits() {
        CountDownLatch laterStep = new CountDownLatch(1);
        scene.world.see("routes", () -> {
            laterStep.countDown();
            return FakeWorld.routes(new FakeWorld.Route("k8s-ctr", "172.20.0.0/16", "192.168.10.200", "static"));
        });
        // peering comes before static: it would never end if static had to wait for it
        scene.world.see("bgp-peers", () -> awaited(laterStep) ? peers.get() : new Observation.Unseen<>("alone"));

        Outcome outcome = ahead().up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.OK);
        assertThat(outcome.recap().changed()).isZero();
    }

    @Test
    void what_is_told_is_told_in_the_order_of_the_steps() {
        CountDownLatch laterStep = new CountDownLatch(1);
        scene.world.see("routes", () -> {
            laterStep.countDown();
            return FakeWorld.routes(new FakeWorld.Route("k8s-ctr", "172.20.0.0/16", "192.168.10.200", "static"));
        });
        scene.world.see("bgp-peers", () -> awaited(laterStep) ? peers.get() : new Observation.Unseen<>("alone"));

        ahead().up(scene.all());

        assertThat(scene.events)
                .filteredOn(Event.StepStarted.class::isInstance)
                .extracting(event -> ((Event.StepStarted) event).step())
                .containsExactly("start", "peering", "dsr", "static");
        assertThat(steps()).isSorted();
        assertThat(scene.events.getLast()).isInstanceOf(Event.RunFinished.class);
    }

    @Test
    void nothing_is_told_of_a_step_that_the_run_does_not_come_to() {
        CountDownLatch laterStep = new CountDownLatch(1);
        scene.world.see("routes", () -> {
            laterStep.countDown();
            return FakeWorld.routes(new FakeWorld.Route("k8s-ctr", "172.20.0.0/16", "192.168.10.200", "static"));
        });
        scene.world.see("bgp-peers", () -> {
            awaited(laterStep);
            return FakeWorld.peers(node -> "active");
        });

        Outcome outcome = ahead().up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(outcome.recap().steps()).extracting(StepRecap::step).containsExactly("start", "peering");
        assertThat(scene.events.toString()).doesNotContain("Send pod traffic through the router");
    }

    @Test
    void nothing_is_changed_before_the_steps_before_it_are_proven() {
        AtomicBoolean proven = new AtomicBoolean();
        scene.world.applied.removeIf(each -> each.startsWith("route "));
        scene.world.performed.clear();
        scene.world.see("bgp-peers", () -> {
            proven.set(scene.world.performed.isEmpty());
            return FakeWorld.peers(node -> "active");
        });

        Outcome outcome = ahead().up(scene.all());

        assertThat(proven).isTrue();
        assertThat(outcome.exit()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(scene.world.performed).isEmpty();
    }

    @Test
    void an_interrupt_ends_all_that_is_looked_at() {
        Run run = ahead();
        scene.lookAtPeersHangs(run::interrupt);

        Outcome outcome = run.up(scene.all());

        assertThat(outcome.exit()).isEqualTo(ExitCode.INTERRUPTED);
    }

    private Run ahead() {
        return scene.runAhead(Events.NONE, Options.DEFAULT.patience(Duration.ofSeconds(1)));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The place in the lab of the step that each event belongs to. */
    private List<Integer> steps() {
        List<String> ids = List.of("start", "peering", "dsr", "static");
        return scene.events.stream()
                .map(event -> switch (event) {
                    case Event.StepStarted it -> it.step();
                    case Event.ActionFinished it -> it.step();
                    case Event.CheckFinished it -> it.step();
                    case Event.StepFinished it -> it.step();
                    default -> "";
                })
                .filter(step -> !step.isEmpty())
                .map(ids::indexOf)
                .toList();
    }
}
