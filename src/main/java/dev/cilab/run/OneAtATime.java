package dev.cilab.run;

import dev.cilab.event.Event;
import dev.cilab.event.Events;

/** Checks run at the same time; listeners are told one thing at a time. */
final class OneAtATime implements Events {

    private final Events listener;

    OneAtATime(Events listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void emit(Event event) {
        listener.emit(event);
    }
}
