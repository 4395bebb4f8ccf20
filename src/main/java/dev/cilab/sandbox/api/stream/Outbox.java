package dev.cilab.sandbox.api.stream;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Waits for what the event loop does. */
final class Outbox {

    private Outbox() {}

    /** @throws IOException when it failed: the peer is gone */
    static void await(Future<Void> written) throws IOException {
        try {
            written.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
