package dev.cilab.run;

import dev.cilab.event.Event;
import dev.cilab.event.Events;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is told to itself until it is released; then tells it in order, and all that follows at once. */
final class HeldBack implements Events {

    private final Events listener;
    private final List<Event> kept = new ArrayList<>();
    private boolean released;

    HeldBack(Events listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void emit(Event event) {
        if (released) {
            listener.emit(event);
        } else {
            kept.add(event);
        }
    }

    synchronized void release() {
        released = true;
        kept.forEach(listener::emit);
        kept.clear();
    }
}
