package dev.cilab.sandbox.api.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A remote command over SPDY ({@code v4.channel.k8s.io}), what kubectl up to 1.30 speaks: one SPDY stream per channel. */
final class SpdyWire implements Wire {

    private static final long STREAM_SECONDS = 30;
    private static final long LINGER_MILLIS = 3000;

    private final Map<Channel, CompletableFuture<SpdyStream>> streams = new EnumMap<>(Channel.class);
    private final Vertx vertx;
    private final NetSocket socket;
    private final SpdyConnection connection;
    private final Inbox input;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private Consumer<byte[]> resize = bytes -> {};

    /** Called on the event loop. */
    SpdyWire(Vertx vertx, Context context, NetSocket socket, ExecRequest request) {
        this.vertx = vertx;
        this.socket = socket;
        request.channels().forEach(channel -> streams.put(channel, new CompletableFuture<>()));
        connection = new SpdyConnection(context, socket, socket, this::opened);
        input = connection.inbox();
        socket.closeHandler(unused -> {
            connection.closed();
            closed.complete(null);
        });
        socket.exceptionHandler(failure -> socket.close());
    }

    @Override
    public Inbox input() {
        return input;
    }

    @Override
    public void onResize(Consumer<byte[]> handler) {
        resize = handler;
    }

    @Override
    public void onClose(Runnable handler) {
        closed.thenRun(handler);
    }

    @Override
    public void send(Channel channel, byte[] bytes, int length) throws IOException {
        if (streams.containsKey(channel)) {
            stream(channel).write(bytes, length);
        }
    }

    /** The client closes the connection when it has read the status; a connection cut by us could take unread bytes with it. */
    @Override
    public void finish(byte[] status) throws IOException {
        for (Channel channel : new Channel[] {Channel.STDOUT, Channel.STDERR}) {
            if (streams.containsKey(channel)) {
                stream(channel).finish();
            }
        }
        send(Channel.ERROR, status, status.length);
        stream(Channel.ERROR).finish();
        vertx.setTimer(LINGER_MILLIS, unused -> socket.close());
    }

    private void opened(SpdyStream stream) {
        Channel channel = Channel.named(stream.header("streamtype")).orElse(null);
        CompletableFuture<SpdyStream> expected = streams.get(channel);
        if (expected == null) {
            return;
        }
        switch (channel) {
            case STDIN -> stream.onData(input::put, input::end);
            case RESIZE -> stream.onData(bytes -> resize.accept(bytes), () -> {});
            case STDOUT, STDERR, ERROR -> {
                // these go the other way
            }
        }
        expected.complete(stream);
    }

    private SpdyStream stream(Channel channel) throws IOException {
        try {
            return streams.get(channel).get(STREAM_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the client opened no stream for " + channel, e);
        }
    }
}
