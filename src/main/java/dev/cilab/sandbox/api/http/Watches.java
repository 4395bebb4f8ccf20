package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.registry.Registry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/** Opens a watch's stream: a chunked response, or a WebSocket where the client asked for an upgrade. */
final class Watches {

    private Watches() {}

    /** True when the client asks for a WebSocket. */
    static boolean upgrades(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }

    static void begin(
            Vertx vertx,
            Context context,
            Registry registry,
            Presenter presenter,
            HttpServerRequest request,
            WatchRequest watch) {
        if (upgrades(request)) {
            request.toWebSocket()
                    .onSuccess(socket -> overWebSocket(vertx, context, registry, presenter, socket, watch))
                    .onFailure(refused -> request.connection().close());
            return;
        }
        HttpServerResponse response = request.response();
        response.setChunked(true).putHeader("Content-Type", Answer.JSON);
        response.putHeader("Cache-Control", "no-cache, private");
        WatchStream stream = new WatchStream(vertx, context, registry, presenter, watch, new Chunks(response));
        response.closeHandler(gone -> stream.close());
        response.exceptionHandler(gone -> stream.close());
        // Headers go out at once: clients wait for them before they wait for events.
        response.writeHead();
        stream.start();
    }

    private static void overWebSocket(
            Vertx vertx,
            Context context,
            Registry registry,
            Presenter presenter,
            ServerWebSocket socket,
            WatchRequest watch) {
        WatchStream stream = new WatchStream(vertx, context, registry, presenter, watch, new Frames(socket));
        socket.closeHandler(gone -> stream.close());
        socket.exceptionHandler(gone -> stream.close());
        stream.start();
    }

    private record Chunks(HttpServerResponse response) implements WatchStream.Sink {
        @Override
        public void send(Buffer event) {
            response.write(event);
        }

        @Override
        public boolean full() {
            return response.writeQueueFull();
        }

        @Override
        public void end() {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        }
    }

    private record Frames(ServerWebSocket socket) implements WatchStream.Sink {
        @Override
        public void send(Buffer event) {
            socket.writeTextMessage(event.toString());
        }

        @Override
        public boolean full() {
            return socket.writeQueueFull();
        }

        @Override
        public void end() {
            if (!socket.isClosed()) {
                socket.close();
            }
        }
    }
}
