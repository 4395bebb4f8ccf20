package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.Objects.Change;
import dev.cilab.sandbox.api.Objects.Subscription;
import dev.cilab.sandbox.api.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One subscription per type for a whole control plane, however many controllers listen. Listeners share the changed object: they read it,
 * put keys into queues and return.
 */
public final class Watches implements AutoCloseable {

    private final Objects objects;
    private final Map<ResourceType, List<Consumer<Change>>> listeners = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    public Watches(Objects objects) {
        this.objects = objects;
    }

    /** Only before {@link #start}, so that every listener hears of every object that is there already. */
    public void on(ResourceType type, Consumer<Change> listener) {
        if (!subscriptions.isEmpty()) {
            throw new IllegalStateException("the watches run already");
        }
        listeners.computeIfAbsent(type, added -> new ArrayList<>()).add(listener);
    }

    public void start() {
        listeners.forEach((type, heard) ->
                subscriptions.add(objects.watch(type, change -> heard.forEach(listener -> listener.accept(change)))));
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
