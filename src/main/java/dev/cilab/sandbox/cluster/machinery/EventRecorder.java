package dev.cilab.sandbox.cluster.machinery;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.api.ResourceType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Event objects beside the work that they tell of, never in its way. The same event again raises the count of the one that is
 * there; events go after an hour, as with a real API server.
 */
public final class EventRecorder implements AutoCloseable {

    /** Whether a person should worry. */
    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    /** Who tells it. @param host empty when it is no node's kubelet */
    public record Source(String component, String host) {
        public static Source of(String component) {
            return new Source(component, "");
        }
    }

    private static final Logger LOG = System.getLogger(EventRecorder.class.getName());
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String DEFAULT_NAMESPACE = "default";

    private final Objects objects;
    private final ResourceType type;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Occurrence> pending = new LinkedBlockingQueue<>();
    private final Map<Occurrence, Key> known = new HashMap<>();
    private final Queue<Written> written = new ArrayDeque<>();
    private final Thread writer;
    private long stamp;

    public EventRecorder(Objects objects, ResourceType type, InstantSource clock) {
        this.objects = objects;
        this.type = type;
        this.clock = clock;
        writer = Thread.ofVirtual().name("events").start(this::write);
    }

    public void normal(Source source, JsonNode about, String reason, String message) {
        record(source, about, "", Type.NORMAL, reason, message);
    }

    public void warning(Source source, JsonNode about, String reason, String message) {
        record(source, about, "", Type.WARNING, reason, message);
    }

    /** @param fieldPath the part of the object it is about, e.g. {@code spec.containers{web}}; empty = all of it */
    public void record(Source source, JsonNode about, String fieldPath, Type kind, String reason, String message) {
        pending.add(new Occurrence(source, involved(about, fieldPath), kind, reason, message));
    }

    @Override
    public void close() {
        writer.interrupt();
    }

    private static ObjectNode involved(JsonNode about, String fieldPath) {
        ObjectNode reference = Json.object()
                .put("kind", Json.text(about, "kind"))
                .put("name", Meta.name(about))
                .put("uid", Meta.uid(about))
                .put("apiVersion", Json.text(about, "apiVersion"));
        if (!Meta.namespace(about).isEmpty()) {
            reference.put("namespace", Meta.namespace(about));
        }
        if (!fieldPath.isEmpty()) {
            reference.put("fieldPath", fieldPath);
        }
        return reference;
    }

    private void write() {
        try {
            while (true) {
                Occurrence occurrence = pending.take();
                try {
                    expire();
                    write(occurrence);
                } catch (RuntimeException refused) {
                    LOG.log(Level.DEBUG, () -> "event not written: " + refused.getMessage());
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Occurrence occurrence) {
        Key key = known.get(occurrence);
        Optional<ObjectNode> earlier = key == null ? Optional.empty() : objects.get(type, key.namespace(), key.name());
        if (earlier.isPresent()) {
            ObjectNode event = earlier.get();
            event.put("count", event.path("count").asInt(1) + 1).put("lastTimestamp", Meta.text(clock.instant()));
            objects.update(type, event);
        } else {
            Key created = Key.of(objects.create(type, event(occurrence)));
            known.put(occurrence, created);
            written.add(new Written(clock.instant(), occurrence, created));
        }
    }

    private ObjectNode event(Occurrence occurrence) {
        String now = Meta.text(clock.instant());
        String namespace = Json.text(occurrence.involved(), "namespace");
        ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata")
                .put("name", "%s.%x".formatted(Json.text(occurrence.involved(), "name"), nextStamp()))
                .put("namespace", namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace);
        event.set("involvedObject", occurrence.involved());
        event.put("reason", occurrence.reason())
                .put("message", occurrence.message())
                .put("firstTimestamp", now)
                .put("lastTimestamp", now)
                .put("count", 1)
                .put("type", occurrence.type().text)
                .put("reportingComponent", occurrence.source().component())
                .put("reportingInstance", occurrence.source().host());
        ObjectNode source =
                event.putObject("source").put("component", occurrence.source().component());
        if (!occurrence.source().host().isEmpty()) {
            source.put("host", occurrence.source().host());
        }
        return event;
    }

    /** Nanoseconds since the epoch, each later than the one before: a list by name is a list by time, as with real ones. */
    private long nextStamp() {
        Instant now = clock.instant();
        stamp = Math.max(stamp + 1, TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
        return stamp;
    }

    private void expire() {
        Instant oldest = clock.instant().minus(LIFETIME);
        while (!written.isEmpty() && written.peek().time().isBefore(oldest)) {
            Written old = written.remove();
            known.remove(old.occurrence());
            try {
                objects.delete(type, old.key().namespace(), old.key().name());
            } catch (ApiError gone) {
                LOG.log(Level.TRACE, () -> "event was gone already: " + gone.getMessage());
            }
        }
    }

    private record Occurrence(Source source, ObjectNode involved, Type type, String reason, String message) {}

    private record Written(Instant time, Occurrence occurrence, Key key) {}
}
