package dev.cilab.sandbox.cluster.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arithmetic of a rolling update: which ReplicaSet to scale next, never above {@code replicas + maxSurge} pods, never below
 * {@code replicas - maxUnavailable} available ones.
 *
 * @param current the ReplicaSet of the wanted template
 * @param old     the others, oldest first
 */
record Rollout(int replicas, int maxSurge, int maxUnavailable, Scaled current, List<Scaled> old) {

    /** @param wanted {@code spec.replicas}; @param available {@code status.availableReplicas} */
    record Scaled(String name, int wanted, int available) {}

    /** Scale the named ReplicaSet to this size. */
    record Step(String name, int replicas) {}

    /** What can be done now; empty when nothing is to be done, or pods have to become available first. */
    List<Step> next() {
        Optional<Step> grow = growCurrent();
        return grow.isPresent() ? List.of(grow.get()) : shrinkOld();
    }

    private int total() {
        return current.wanted() + old.stream().mapToInt(Scaled::wanted).sum();
    }

    private Optional<Step> growCurrent() {
        if (current.wanted() >= replicas) {
            return current.wanted() == replicas ? Optional.empty() : Optional.of(new Step(current.name(), replicas));
        }
        int room = replicas + maxSurge - total();
        if (room <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Step(current.name(), current.wanted() + Math.min(room, replicas - current.wanted())));
    }

    private List<Step> shrinkOld() {
        int minAvailable = replicas - maxUnavailable;
        int notYetAvailable = current.wanted() - current.available();
        int budget = total() - minAvailable - notYetAvailable;
        if (budget <= 0) {
            return List.of();
        }
        List<Scaled> healthy = new ArrayList<>();
        int given = 0;
        for (Scaled set : old) {
            int unhealthy = Math.max(0, Math.min(budget - given, set.wanted() - set.available()));
            given += unhealthy;
            healthy.add(new Scaled(set.name(), set.wanted() - unhealthy, set.available()));
        }
        int spare =
                current.available() + old.stream().mapToInt(Scaled::available).sum() - minAvailable;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            Scaled set = healthy.get(i);
            int less = Math.max(0, Math.min(Math.min(spare, budget - given), set.wanted()));
            spare -= less;
            given += less;
            if (set.wanted() - less != old.get(i).wanted()) {
                steps.add(new Step(set.name(), set.wanted() - less));
            }
        }
        return steps;
    }
}
