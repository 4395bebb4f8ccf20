package dev.cilab.sandbox.api.stream;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** One stream of a {@link SpdyConnection}, opened by the client. */
final class SpdyStream {

    private final SpdyConnection connection;
    private final int id;
    private final Map<String, String> headers;
    private Consumer<byte[]> data = bytes -> {};
    private Runnable end = () -> {};
    private boolean ended;

    SpdyStream(SpdyConnection connection, int id, Map<String, String> headers) {
        this.connection = connection;
        this.id = id;
        this.headers = Map.copyOf(headers);
    }

    /** Empty when the client sent none of this name. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Both are called on the event loop. */
    void onData(Consumer<byte[]> handler, Runnable endHandler) {
        data = handler;
        end = endHandler;
        if (ended) {
            endHandler.run();
        }
    }

    /** Blocks until the bytes are written. */
    void write(byte[] bytes, int length) throws IOException {
        byte[] copy = Arrays.copyOf(bytes, length);
        Outbox.await(connection.send(new DefaultSpdyDataFrame(id, Unpooled.wrappedBuffer(copy))));
    }

    /** No more is sent. Blocks until the client could know. */
    void finish() throws IOException {
        DefaultSpdyDataFrame last = new DefaultSpdyDataFrame(id);
        last.setLast(true);
        Outbox.await(connection.send(last));
    }

    void received(byte[] bytes) {
        data.accept(bytes);
    }

    void receivedEnd() {
        if (!ended) {
            ended = true;
            end.run();
        }
    }
}
