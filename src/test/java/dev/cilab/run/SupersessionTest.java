package dev.cilab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.action.Change;
import dev.cilab.check.Timekeeper;
import dev.cilab.event.Event;
import dev.cilab.event.Events;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabInvalid;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.lab.reader.MemoryFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab goes through states; a second run does not go back to one that a later step has left. */
class SupersessionTest {

    private static final String LAB = """
            cilab: 1
            lab: states
            title: Three pods, two pods, three pods
            core: start
            steps:
            - id: start
              title: Three pods
              do:
              - scale: { target: deployment/webpod, replicas: 3 }
                until: fewer
              check:
              - { name: pods are there, routes: { on: router }, that: routes.size() > 0 }
            - id: fewer
              title: Two pods
              needs: [start]
              until: hash
              do:
              - scale: { target: deployment/webpod, replicas: 2 }
              check:
              - { name: fewer pods are there, routes: { on: router }, that: routes.size() > 0 }
              undo:
              - scale: { target: deployment/webpod, replicas: 3 }
            - id: hash
              title: The hash, and three pods again
              needs: [fewer]
              do:
              - sysctl: { node: router, set: { net.ipv4.fib_multipath_hash_policy: 1 } }
              - scale: { target: deployment/webpod, replicas: 3 }
              check:
              - { name: all pods are there, routes: { on: router }, that: routes.size() > 0 }
              undo:
              - sysctl: { node: router, set: { net.ipv4.fib_multipath_hash_policy: 0 } }
            """;

    private static final String THREE = "scale deployment/webpod to 3";
    private static final String TWO = "scale deployment/webpod to 2";
    private static final String HASH = "set net.ipv4.fib_multipath_hash_policy=1 on router";

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final FakeWorld world = new FakeWorld(time);
    private final List<Event> events = new ArrayList<>();
    private Lab lab;

    @BeforeEach
    void readTheLab() throws LabInvalid {
        lab = LabReader.read(MemoryFiles.lab(LAB), world, Overrides.none("sandbox"));
        world.see("routes", () -> FakeWorld.routes(new FakeWorld.Route("router", "172.16.1.1/32", "", "bgp")));
    }

    @Test
    void the_core_of_the_lab_is_known() {
        assertThat(lab.core()).contains("start");
    }

    @Test
    void an_action_is_left_alone_once_a_later_step_has_replaced_its_work() {
        world.applied.add(TWO);

        Outcome outcome = run().up(to("fewer"));

        assertThat(outcome.recap().changed()).isZero();
        assertThat(world.performed).isEmpty();
        assertThat(summaries()).contains("superseded by fewer");
    }

    @Test
    void a_whole_step_is_left_alone_once_a_later_one_is_applied() {
        world.applied.addAll(List.of(HASH, THREE));

        Outcome outcome = run().up(to("hash"));

        assertThat(outcome.recap().changed()).isZero();
        assertThat(world.performed).isEmpty();
    }

    @Test
    void what_a_step_brings_back_does_not_prove_that_it_was_taken() {
        world.applied.add(THREE);

        run().up(to("fewer"));

        assertThat(world.performed).containsExactly(TWO);
    }

    @Test
    void a_step_that_was_not_taken_is_not_taken_back() {
        world.applied.add(THREE);

        Outcome outcome = run().undo(new Plan(List.of(lab.step("fewer").orElseThrow())));

        assertThat(outcome.recap().changed()).isZero();
        assertThat(world.performed).isEmpty();
    }

    @Test
    void a_step_that_was_taken_in_part_is_taken_back() {
        world.outcomes.put("plan " + TWO, new Change.Planned("a part", List.of(), true));

        run().undo(new Plan(List.of(lab.step("fewer").orElseThrow())));

        assertThat(world.performed).containsExactly(THREE);
    }

    private Plan to(String step) {
        try {
            return new Planner(lab).range(Optional.empty(), Optional.of(step));
        } catch (Planner.UnknownStep e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> summaries() {
        return events.stream()
                .flatMap(event -> event instanceof Event.ActionFinished action
                        ? List.of(action.summary()).stream()
                        : List.<String>of().stream())
                .toList();
    }

    private Run run() {
        Events listener = events::add;
        Timekeeper keeper = time;
        return new Run(
                lab,
                FakeEnvironment.scope(lab),
                world,
                world,
                listener,
                new Journal(folder.resolve("journal.jsonl")),
                Options.DEFAULT,
                keeper);
    }
}
