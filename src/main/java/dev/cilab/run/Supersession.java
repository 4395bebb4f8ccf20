package dev.cilab.run;

import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.env.Scope;
import dev.cilab.lab.Action;
import dev.cilab.lab.Check;
import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Decides whether something that belongs to the time <em>before</em> a step has been overtaken by that step. Asked of the world, not of the
 * journal: a step's first action tells whether it is applied; wholly or in part is the same here. The actions after it may well find their work
 * done before the step was taken, because they bring something back to how it was.
 */
final class Supersession {

    private final Lab lab;
    private final Handlers handlers;
    private final Scope scope;
    /** Asking takes as long as a machine takes to answer: who asks of another step does not wait for it. */
    private final Map<String, Boolean> applied = new ConcurrentHashMap<>();

    Supersession(Lab lab, Handlers handlers, Scope scope) {
        this.lab = lab;
        this.handlers = handlers;
        this.scope = scope;
    }

    /** The reason to skip the check; empty when it still applies. */
    Optional<String> of(Step step, Check check) {
        return first(Stream.concat(check.until().stream(), step.until().stream()));
    }

    /** The reason to leave the step's actions alone; empty when they still apply. */
    Optional<String> of(Step step) {
        return first(step.until().stream());
    }

    /** The reason to leave the action alone; empty when it still applies. */
    Optional<String> of(Action action) {
        return first(action instanceof Action.Until until ? Stream.of(until.step()) : Stream.empty());
    }

    /** Nothing of the step's work is there, so that there is nothing to take back. What cannot be told counts as there. */
    boolean absent(Step step) {
        return !step.actions().isEmpty()
                && step.actions().stream().allMatch(action -> switch (handlers.plan(action, scope)) {
                    case Change.Planned planned -> !planned.partly();
                    case Change.Failed failed -> true; // what it would change does not exist
                    case Change.None none -> false;
                    case Change.Done done -> false;
                    case Change.Unpredictable unpredictable -> false;
                    case Change.Unreached unreached -> false;
                    case Change.Refused refused -> false;
                });
    }

    /** What was found before holds no longer. */
    void worldChanged() {
        applied.clear();
    }

    private Optional<String> first(Stream<String> later) {
        return later.filter(this::isApplied)
                .map(step -> "superseded by " + step)
                .findFirst();
    }

    private boolean isApplied(String id) {
        List<Action> telling = lab.step(id).orElseThrow().actions().stream()
                .filter(Action::changes)
                .toList();
        return applied.computeIfAbsent(id, key -> !telling.isEmpty() && isApplied(telling.getFirst()));
    }

    private boolean isApplied(Action action) {
        return switch (handlers.plan(action, scope)) {
            case Change.None none -> true;
            case Change.Planned planned -> planned.partly();
            case Change.Unpredictable unpredictable -> false;
            case Change.Done done -> false;
            case Change.Failed failed -> false;
            case Change.Unreached unreached -> false;
            case Change.Refused refused -> false;
        };
    }
}
