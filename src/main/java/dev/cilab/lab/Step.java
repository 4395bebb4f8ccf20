package dev.cilab.lab;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One lesson of a lab.
 *
 * @param explain  what the learner should understand, plain text of several lines; may be empty
 * @param needs    ids of the steps that must have been taken before
 * @param requires capabilities of the environment, e.g. {@code frr-router}; without one of them the step is skipped with the reason
 * @param actions  what the step changes, in order
 * @param undo     what takes it back, in order
 * @param until    the step after which this one has nothing to do and nothing to show, because that one goes on from here to something else
 */
public record Step(
        String id,
        String title,
        String explain,
        List<String> needs,
        Set<String> requires,
        List<Action> actions,
        List<Check> checks,
        List<Action> undo,
        Optional<String> until,
        Position at) {

    public Step {
        needs = List.copyOf(needs);
        requires = Set.copyOf(requires);
        actions = List.copyOf(actions);
        checks = List.copyOf(checks);
        undo = List.copyOf(undo);
    }
}
