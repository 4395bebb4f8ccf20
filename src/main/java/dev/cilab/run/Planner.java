package dev.cilab.run;

import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses steps and puts them in order. The order of the lab file is the order of teaching; needs always point backwards in it. */
public final class Planner {

    private final Lab lab;

    public Planner(Lab lab) {
        this.lab = lab;
    }

    /** All steps, or those from and to the given ones, both included. */
    public Plan range(Optional<String> from, Optional<String> to) throws UnknownStep {
        int first = from.isPresent() ? index(from.get()) : 0;
        int last = to.isPresent() ? index(to.get()) : lab.steps().size() - 1;
        if (first > last) {
            throw new UnknownStep("step " + from.orElseThrow() + " comes after " + to.orElseThrow(), "");
        }
        return new Plan(lab.steps().subList(first, last + 1));
    }

    /** The named steps and everything that they need. */
    public Plan needed(List<String> ids) throws UnknownStep {
        Set<String> wanted = new HashSet<>();
        for (String id : ids) {
            wanted.add(lab.steps().get(index(id)).id());
        }
        for (Step step : lab.steps().reversed()) {
            if (wanted.contains(step.id())) {
                wanted.addAll(step.needs());
            }
        }
        return select(wanted);
    }

    /** The named steps and no other. */
    public Plan only(List<String> ids) throws UnknownStep {
        for (String id : ids) {
            index(id);
        }
        return select(Set.copyOf(ids));
    }

    /** The named steps and everything that needs them, last first; all steps when none is named. */
    public Plan undo(List<String> ids) throws UnknownStep {
        if (ids.isEmpty()) {
            return new Plan(lab.steps().reversed());
        }
        Set<String> wanted = new HashSet<>();
        for (String id : ids) {
            wanted.add(lab.steps().get(index(id)).id());
        }
        for (Step step : lab.steps()) {
            if (step.needs().stream().anyMatch(wanted::contains)) {
                wanted.add(step.id());
            }
        }
        return new Plan(select(wanted).steps().reversed());
    }

    private Plan select(Set<String> ids) {
        return new Plan(
                lab.steps().stream().filter(step -> ids.contains(step.id())).toList());
    }

    private int index(String id) throws UnknownStep {
        List<String> ids = new ArrayList<>();
        lab.steps().forEach(step -> ids.add(step.id()));
        if (!ids.contains(id)) {
            throw new UnknownStep(
                    "lab " + lab.name() + " has no step \"" + id + "\"", "steps: " + String.join(", ", ids));
        }
        return ids.indexOf(id);
    }

    /** No such step; exit code 2. */
    public static final class UnknownStep extends Exception {

        private static final long serialVersionUID = 1L;

        private final String known;

        UnknownStep(String message, String known) {
            super(message);
            this.known = known;
        }

        /** What there is instead; may be empty. */
        public String known() {
            return known;
        }
    }
}
