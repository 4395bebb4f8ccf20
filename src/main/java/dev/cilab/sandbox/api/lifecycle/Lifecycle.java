package dev.cilab.sandbox.api.lifecycle;

import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.store.Store;
import dev.cilab.sandbox.api.store.StoreEvent;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** What a cluster does by itself when objects come and go: one thread, events in order. Closing it stops that thread. */
public final class Lifecycle implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Lifecycle.class.getName());

    private final BlockingQueue<StoreEvent> queue = new LinkedBlockingQueue<>();
    private final List<Consumer<StoreEvent>> followers;
    private final Store.Registration registration;
    private final Thread thread;

    /** @param authority PEM text of the certificate that pods trust */
    public Lifecycle(Registry registry, String authority) {
        followers = List.of(
                new NamespaceContents(registry, authority),
                new ApiService(registry),
                new GarbageCollector(registry),
                new NamespaceEnd(registry),
                new DefinitionEnd(registry));
        registration = registry.store().follow(queue::add);
        thread = Thread.ofVirtual().name("lifecycle").start(this::run);
    }

    @Override
    public void close() {
        registration.close();
        thread.interrupt();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                StoreEvent event = queue.take();
                followers.forEach(follower -> tell(follower, event));
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private static void tell(Consumer<StoreEvent> follower, StoreEvent event) {
        try {
            follower.accept(event);
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "following " + event.bucket() + " " + event.key() + " failed",
                    failure);
        }
    }
}
