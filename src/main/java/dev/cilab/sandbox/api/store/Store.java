package dev.cilab.sandbox.api.store;

import dev.cilab.sandbox.api.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one cluster, in memory, with one revision counter. It knows keys, revisions and events, and nothing of what the objects mean.
 * Stored nodes are never changed after they were put: readers and watchers share them without copies.
 *
 * <p>Thread-safe. A read-modify-write runs inside {@link #locked}; listeners are called inside the lock, in order, and must only hand over.
 */
public final class Store {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Bucket, Shelf> shelves = new TreeMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long revision = 1;

    /** @param bucket null = events of every bucket */
    private record Listener(Bucket bucket, Consumer<StoreEvent> consumer) {}

    /** Runs the work while nobody else writes. Reentrant. */
    public <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public long revision() {
        return locked(() -> revision);
    }

    public Optional<ObjectNode> get(Bucket bucket, Key key) {
        return locked(() -> Optional.ofNullable(shelf(bucket).objects.get(key)));
    }

    /** @param namespace empty = all */
    public Snapshot list(Bucket bucket, String namespace) {
        return locked(() -> new Snapshot(revision, objects(shelf(bucket), namespace)));
    }

    /** Buckets that hold something. */
    public List<Bucket> buckets() {
        return locked(() -> shelves.entrySet().stream()
                .filter(shelf -> !shelf.getValue().objects.isEmpty())
                .map(Map.Entry::getKey)
                .toList());
    }

    /** Stores the object under its key and stamps its resourceVersion; the node belongs to the store from here on. */
    public ObjectNode put(Bucket bucket, ObjectNode object) {
        return locked(() -> {
            Key key = Key.of(object);
            ObjectNode before = shelf(bucket).objects.get(key);
            StoreEvent.Kind kind = before == null ? StoreEvent.Kind.ADDED : StoreEvent.Kind.MODIFIED;
            stamp(object);
            shelf(bucket).objects.put(key, object);
            publish(new StoreEvent(revision, bucket, key, kind, before, object));
            return object;
        });
    }

    /** @return the object's last state; empty when there was none */
    public Optional<ObjectNode> remove(Bucket bucket, Key key) {
        return locked(() -> {
            ObjectNode before = shelf(bucket).objects.remove(key);
            if (before == null) {
                return Optional.empty();
            }
            ObjectNode last = before.deepCopy();
            stamp(last);
            publish(new StoreEvent(revision, bucket, key, StoreEvent.Kind.DELETED, before, last));
            return Optional.of(last);
        });
    }

    /** Calls the consumer for every write from now on, in every bucket. */
    public Registration follow(Consumer<StoreEvent> consumer) {
        return register(new Listener(null, consumer));
    }

    /**
     * Replays the events after a revision, then every later one.
     *
     * @throws ApiError 410 Expired when that revision is out of the window, 504 when it lies in the future
     */
    public Registration follow(Bucket bucket, long since, Consumer<StoreEvent> consumer) {
        return locked(() -> {
            Shelf shelf = shelf(bucket);
            if (!shelf.reaches(since)) {
                throw expired(since);
            }
            refuseFuture(since);
            shelf.since(since).forEach(consumer);
            return register(new Listener(bucket, consumer));
        });
    }

    /** Hands over what is there now, then every later event: nothing falls between the two. */
    public Registration follow(Bucket bucket, Consumer<Snapshot> initial, Consumer<StoreEvent> consumer) {
        return locked(() -> {
            initial.accept(list(bucket, ""));
            return register(new Listener(bucket, consumer));
        });
    }

    /** True when the bucket has not changed since that revision. */
    public boolean unchangedSince(Bucket bucket, long since) {
        return locked(() -> since <= revision && shelf(bucket).newest() <= since);
    }

    /** True when a watch could start at that revision. */
    public boolean remembers(Bucket bucket, long since) {
        return locked(() -> shelf(bucket).reaches(since));
    }

    /** @throws ApiError 504 when no write has reached that revision yet */
    public void refuseFuture(long asked) {
        long now = revision();
        if (asked > now) {
            throw new ApiError(504, "Timeout", "Too large resource version: " + asked + ", current: " + now);
        }
    }

    public static ApiError expired(long asked) {
        return new ApiError(410, "Expired", "too old resource version: " + asked);
    }

    /** Ends the calls. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private Registration register(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void stamp(ObjectNode object) {
        revision++;
        object.withObject("metadata").put("resourceVersion", Long.toString(revision));
    }

    private void publish(StoreEvent event) {
        shelf(event.bucket()).append(event);
        for (Listener listener : listeners) {
            if (listener.bucket() == null || listener.bucket().equals(event.bucket())) {
                listener.consumer().accept(event);
            }
        }
    }

    private Shelf shelf(Bucket bucket) {
        return shelves.computeIfAbsent(bucket, unused -> new Shelf());
    }

    private static List<ObjectNode> objects(Shelf shelf, String namespace) {
        if (namespace.isEmpty()) {
            return new ArrayList<>(shelf.objects.values());
        }
        return new ArrayList<>(shelf.objects
                .subMap(new Key(namespace, ""), new Key(namespace + "\0", ""))
                .values());
    }
}
