package dev.cilab.kube;

import dev.cilab.exec.Unreachable;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** One watch request: events come as lines of JSON until it is closed, or until the server ends it. */
final class Watch implements AutoCloseable {

    /** Stands at the end of the queue: the server ended the watch. */
    private static final JsonNode ENDED = Api.JSON.createObjectNode().put("type", "ENDED");

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final AsyncBody body;

    private Watch(Api api, HttpRequest request) throws Unreachable {
        CompletableFuture<HttpResponse<AsyncBody>> opening = api.client().consumeBytes(request, this::take);
        try {
            HttpResponse<AsyncBody> response = opening.get();
            body = response.body();
            body.done().whenComplete((done, failure) -> events.add(ENDED));
            if (response.code() >= 400) {
                body.cancel();
                api.refuse(response.code(), new byte[0]);
            }
            body.consume();
        } catch (ExecutionException e) {
            throw api.unreachable(e.getCause());
        } catch (InterruptedException e) {
            opening.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreachable(api.name(), "interrupted while watching " + api.server(), e);
        }
    }

    /** @param path of the collection, with its query */
    static Watch open(Api api, String path) throws Unreachable {
        return new Watch(
                api,
                api.client()
                        .newHttpRequestBuilder()
                        .uri(api.server() + path)
                        .header("Accept", "application/json")
                        .forStreaming()
                        .build());
    }

    private void take(List<ByteBuffer> chunks, AsyncBody from) {
        for (ByteBuffer chunk : chunks) {
            while (chunk.hasRemaining()) {
                byte octet = chunk.get();
                if (octet != '\n') {
                    partial.write(octet);
                } else if (partial.size() > 0) {
                    events.add(Api.JSON.readTree(partial.toByteArray()));
                    partial.reset();
                }
            }
        }
        from.consume();
    }

    /** The next event ({@code type}, {@code object}); empty when the time is over. */
    Optional<JsonNode> next(long nanos) throws InterruptedException {
        return Optional.ofNullable(events.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    }

    static boolean ended(JsonNode event) {
        return event == ENDED || event.path("type").asString("").equals("ERROR");
    }

    @Override
    public void close() {
        body.cancel();
    }
}
