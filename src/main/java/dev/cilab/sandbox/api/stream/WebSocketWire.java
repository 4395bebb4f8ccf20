package dev.cilab.sandbox.api.stream;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}: each message begins with the number of its channel. v5 adds that a message
 * {@code 255, n} closes channel n, so that a client can end its input.
 */
final class WebSocketWire implements Wire {

    static final String V4 = "v4.channel.k8s.io";
    static final String V5 = "v5.channel.k8s.io";

    private static final int CLOSE = 255;

    private final ServerWebSocket socket;
    private final Inbox input;
    private Consumer<byte[]> resize = bytes -> {};

    /** Called on the socket's event loop. */
    WebSocketWire(ServerWebSocket socket, Context context) {
        this.socket = socket;
        this.input = new Inbox(
                () -> context.runOnContext(unused -> socket.pause()),
                () -> context.runOnContext(unused -> socket.resume()));
        socket.binaryMessageHandler(message -> receive(message.getBytes()));
        socket.textMessageHandler(message -> receive(Buffer.buffer(message).getBytes()));
        socket.exceptionHandler(failure -> socket.close());
    }

    /** Tells the client that the connection stands, before the command says anything. */
    void greet(Channel channel) {
        socket.write(Buffer.buffer(new byte[] {(byte) channel.ordinal()}));
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
        if (socket.isClosed()) {
            handler.run();
        } else {
            socket.closeHandler(unused -> handler.run());
        }
    }

    @Override
    public void send(Channel channel, byte[] bytes, int length) throws IOException {
        Buffer message =
                Buffer.buffer(length + 1).appendByte((byte) channel.ordinal()).appendBytes(bytes, 0, length);
        Outbox.await(socket.write(message));
    }

    @Override
    public void finish(byte[] status) throws IOException {
        send(Channel.ERROR, status, status.length);
        socket.close();
    }

    private void receive(byte[] message) {
        if (message.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(message, 1, message.length);
        int number = message[0] & 0xff;
        if (number == CLOSE
                && bytes.length == 1
                && bytes[0] == Channel.STDIN.ordinal()
                && V5.equals(socket.subProtocol())) {
            input.end();
        } else if (number == Channel.STDIN.ordinal()) {
            input.put(bytes);
        } else if (number == Channel.RESIZE.ordinal()) {
            resize.accept(bytes);
        }
    }
}
