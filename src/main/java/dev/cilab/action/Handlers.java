package dev.cilab.action;

import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;
import java.util.List;
import java.util.Optional;

/** Every action's handler behind one door; what a run is given. */
public interface Handlers {

    /** Looks without touching. Never throws for what the world is like: that is a {@link Change.Failed}. */
    Change plan(Action action, Scope scope);

    /** Converges. An interrupt of the calling thread ends it early, in a state that the next run converges from. */
    Change perform(Action action, Scope scope, Events events);

    /**
     * Performs one after the other, until one does not go well.
     *
     * @return what became of that one; empty when all went well
     */
    default Optional<Change> performAll(List<Action> actions, Scope scope, Events events) {
        for (Action each : actions) {
            Change change = perform(each, scope, events);
            if (!change.well()) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }
}
