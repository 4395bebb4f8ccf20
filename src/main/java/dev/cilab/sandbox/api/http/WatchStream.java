package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Status;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.store.Snapshot;
import dev.cilab.sandbox.api.store.Store;
import dev.cilab.sandbox.api.store.StoreEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One running watch: store events in, JSON events out. Lives on one event loop; ends with the client, the time-out or too slow a reader. */
final class WatchStream {

    /** Events that may wait for a slow reader before it is cut off; it then lists anew, as the API expects of it. */
    private static final int MAX_WAITING = 20_000;

    private static final long BOOKMARK_EVERY = TimeUnit.SECONDS.toMillis(60);

    private final Vertx vertx;
    private final Context context;
    private final Registry registry;
    private final Presenter presenter;
    private final WatchRequest request;
    private final WatchFilter filter;
    private final Sink sink;
    private final AtomicInteger waiting = new AtomicInteger();
    private Store.Registration registration;
    private long bookmarkTimer;
    private long endTimer;
    private long sent;
    private boolean headerSent;
    private boolean ended;

    /** Where events go: a chunked response or a WebSocket. Used on the event loop only. */
    interface Sink {
        void send(Buffer event);

        boolean full();

        void end();
    }

    WatchStream(Vertx vertx, Context context, Registry registry, Presenter presenter, WatchRequest request, Sink sink) {
        this.vertx = vertx;
        this.context = context;
        this.registry = registry;
        this.presenter = presenter;
        this.request = request;
        this.filter = new WatchFilter(registry, request);
        this.sink = sink;
    }

    /** Sends the first events and stays. Called on the event loop. */
    void start() {
        Store store = registry.store();
        try {
            registration = switch (request.start()) {
                case STATE, STATE_THEN_BOOKMARK ->
                    store.follow(request.resource().bucket(), this::initial, this::enqueue);
                case REVISION -> {
                    sent = request.since();
                    yield store.follow(request.resource().bucket(), request.since(), this::enqueue);
                }
            };
        } catch (ApiError error) {
            write("ERROR", Status.failure(error));
            close();
            return;
        }
        endTimer = vertx.setTimer(TimeUnit.SECONDS.toMillis(request.timeoutSeconds()), unused -> finish());
        if (request.bookmarks()) {
            bookmarkTimer = vertx.setPeriodic(BOOKMARK_EVERY, unused -> bookmark(false));
        }
    }

    /** The client has gone, or the stream is done. */
    void close() {
        if (ended) {
            return;
        }
        ended = true;
        if (registration != null) {
            registration.close();
        }
        vertx.cancelTimer(bookmarkTimer);
        vertx.cancelTimer(endTimer);
        sink.end();
    }

    private void finish() {
        if (request.bookmarks() && !ended) {
            bookmark(false);
        }
        close();
    }

    private void initial(Snapshot snapshot) {
        for (ObjectNode stored : snapshot.objects()) {
            String namespace = Json.text(stored, "metadata", "namespace");
            boolean here = request.namespace().isEmpty() || request.namespace().equals(namespace);
            if (here && filter.selected(stored)) {
                send(StoreEvent.Kind.ADDED, registry.present(request.resource(), stored));
            }
        }
        sent = snapshot.revision();
        if (request.start() == WatchRequest.Start.STATE_THEN_BOOKMARK) {
            bookmark(true);
        }
    }

    /** Called inside the store's lock: hands over to the event loop and returns. */
    private void enqueue(StoreEvent event) {
        waiting.incrementAndGet();
        context.runOnContext(unused -> deliver(event));
    }

    private void deliver(StoreEvent event) {
        waiting.decrementAndGet();
        if (ended) {
            return;
        }
        if (sink.full() && waiting.get() > MAX_WAITING) {
            close();
            return;
        }
        filter.see(event).ifPresent(seen -> send(seen.kind(), seen.object()));
        sent = event.revision();
    }

    private void send(StoreEvent.Kind kind, ObjectNode object) {
        ObjectNode shown = presenter.object(request.resource(), object, request.representation(), request.include());
        if (request.representation().form() == Representation.Form.TABLE) {
            if (headerSent && shown.get("columnDefinitions") instanceof ArrayNode) {
                shown.set("columnDefinitions", Json.array());
            }
            headerSent = true;
        }
        write(kind.name(), shown);
    }

    /** Tells the client how far it has seen. */
    private void bookmark(boolean initialEventsEnd) {
        ObjectNode object = Json.object()
                .put("kind", request.resource().type().kind())
                .put("apiVersion", request.resource().type().apiVersion());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(sent));
        metadata.putNull("creationTimestamp");
        if (initialEventsEnd) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        boolean table = request.representation().form() == Representation.Form.TABLE;
        write("BOOKMARK", table ? tableBookmark(metadata) : object);
    }

    private ObjectNode tableBookmark(ObjectNode metadata) {
        ObjectNode table = Json.object()
                .put("kind", "Table")
                .put("apiVersion", "meta.k8s.io/" + request.representation().version());
        table.set("metadata", metadata);
        table.putArray("columnDefinitions");
        table.putArray("rows");
        return table;
    }

    private void write(String type, ObjectNode object) {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        sink.send(Buffer.buffer(Json.bytes(event)).appendByte((byte) '\n'));
    }
}
