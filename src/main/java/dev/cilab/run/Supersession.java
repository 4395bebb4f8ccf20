package dev.cilab.run;

import dev.cilab.action.Change;
import dev.cilab.action.Handlers;
import dev.cilab.env.Scope;
import dev.cilab.lab.Action;
import dev.cilab.lab.Check;
import dev.cilab.lab.Lab;
import dev.cilab.lab.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a check that shows how things are <em>before</em> a step has been overtaken by that step. Asked of the world, not of the
 * journal: the step counts as applied as soon as any of its actions, or a part of one, finds its work already done.
 */
final class Supersession {

    private final Lab lab;
    private final Handlers handlers;
    private final Scope scope;
    private final Map<String, Boolean> applied = new HashMap<>();

    Supersession(Lab lab, Handlers handlers, Scope scope) {
        this.lab = lab;
        this.handlers = handlers;
        this.scope = scope;
    }

    /** The reason to skip the check; empty when it still applies. */
    synchronized Optional<String> of(Step step, Check check) {
        return check.until().or(step::until).filter(this::isApplied).map(later -> "superseded by " + later);
    }

    /** What was found before holds no longer. */
    synchronized void worldChanged() {
        applied.clear();
    }

    private boolean isApplied(String id) {
        return applied.computeIfAbsent(
                id, key -> lab.step(key).orElseThrow().actions().stream().anyMatch(this::isApplied));
    }

    private boolean isApplied(Action action) {
        if (action instanceof Action.Exec exec && exec.reads()) {
            return false;
        }
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
