package dev.cilab.sandbox.cluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.cluster.controller.Rollout.Scaled;
import dev.cilab.sandbox.cluster.controller.Rollout.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {

    @Test
    void nothingToDoWhenAllPodsAreOfTheCurrentTemplate() {
        assertThat(new Rollout(3, 1, 0, new Scaled("new", 3, 3), List.of(new Scaled("old", 0, 0))).next())
                .isEmpty();
    }

    @Test
    void growsByTheSurgeFirst() {
        assertThat(new Rollout(3, 1, 0, new Scaled("new", 0, 0), List.of(new Scaled("old", 3, 3))).next())
                .containsExactly(new Step("new", 1));
    }

    @Test
    void waitsForTheNewPodToBecomeAvailable() {
        assertThat(new Rollout(3, 1, 0, new Scaled("new", 1, 0), List.of(new Scaled("old", 3, 3))).next())
                .isEmpty();
    }

    @Test
    void shrinksTheOldOnceTheNewPodIsAvailable() {
        assertThat(new Rollout(3, 1, 0, new Scaled("new", 1, 1), List.of(new Scaled("old", 3, 3))).next())
                .containsExactly(new Step("old", 2));
    }

    @Test
    void givesUpPodsThatNeverBecameAvailableFirst() {
        List<Scaled> old = List.of(new Scaled("healthy", 2, 2), new Scaled("broken", 1, 0));
        assertThat(new Rollout(3, 1, 1, new Scaled("new", 1, 0), old).next()).containsExactly(new Step("broken", 0));
    }

    @Test
    void scalesDownWithTheDeployment() {
        assertThat(new Rollout(2, 1, 0, new Scaled("new", 5, 5), List.of()).next())
                .containsExactly(new Step("new", 2));
    }

    /** Plays whole updates with pods that become available at once, for many settings: the limits hold at every step, and it ends. */
    @Test
    void neverLeavesItsLimits() {
        for (int replicas = 1; replicas <= 10; replicas++) {
            for (int surge = 0; surge <= 3; surge++) {
                for (int unavailable = surge == 0 ? 1 : 0; unavailable <= replicas; unavailable++) {
                    play(replicas, surge, unavailable);
                }
            }
        }
    }

    private static void play(int replicas, int surge, int unavailable) {
        int current = 0;
        int old = replicas;
        List<Step> steps = new ArrayList<>();
        while (current < replicas || old > 0) {
            List<Step> next = new Rollout(
                            replicas,
                            surge,
                            unavailable,
                            new Scaled("new", current, current),
                            List.of(new Scaled("old", old, old)))
                    .next();
            assertThat(next)
                    .as("%d replicas +%d -%d after %s", replicas, surge, unavailable, steps)
                    .hasSize(1);
            steps.addAll(next);
            current = next.getFirst().name().equals("new") ? next.getFirst().replicas() : current;
            old = next.getFirst().name().equals("old") ? next.getFirst().replicas() : old;
            assertThat(current + old).isBetween(replicas - unavailable, replicas + surge);
        }
    }
}
