package dev.cilab.sandbox.api.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** One bucket's objects and the window of events that a watch can still start from. Guarded by the store's lock. */
final class Shelf {

    /** Events kept per bucket: enough for a client that reconnects, small enough to forget about. */
    static final int WINDOW = 512;

    final TreeMap<Key, ObjectNode> objects = new TreeMap<>();
    private final Deque<StoreEvent> window = new ArrayDeque<>();
    private long forgotten;

    void append(StoreEvent event) {
        window.addLast(event);
        if (window.size() > WINDOW) {
            forgotten = window.removeFirst().revision();
        }
    }

    /** False when events after that revision are no longer all here. */
    boolean reaches(long revision) {
        return revision >= forgotten;
    }

    List<StoreEvent> since(long revision) {
        List<StoreEvent> events = new ArrayList<>();
        for (StoreEvent event : window) {
            if (event.revision() > revision) {
                events.add(event);
            }
        }
        return events;
    }

    long newest() {
        return window.isEmpty() ? forgotten : window.getLast().revision();
    }
}
