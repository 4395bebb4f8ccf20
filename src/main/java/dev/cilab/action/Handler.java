package dev.cilab.action;

import dev.cilab.env.Scope;
import dev.cilab.event.Events;
import dev.cilab.lab.Action;

/** Carries out one kind of action. {@link #plan} looks without touching; it serves dry-run, explain and "0 changed". */
public interface Handler<A extends Action> {

    Change plan(A action, Scope scope);

    /** Converges: performs only what {@link #plan} found missing. */
    Change perform(A action, Scope scope, Events events);
}
