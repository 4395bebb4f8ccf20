package dev.cilab.action;

import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;

/** Every action's handler behind one door; what a run is given. */
public interface Handlers {

    /** Looks without touching. Never throws for what the world is like: that is a {@link Change.Failed}. */
    Change plan(Action action, Scope scope);

    /** Converges. An interrupt of the calling thread ends it early, in a state that the next run converges from. */
    Change perform(Action action, Scope scope, Events events);
}
