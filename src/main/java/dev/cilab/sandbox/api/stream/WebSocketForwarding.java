package dev.cilab.sandbox.api.stream;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.PodStreams;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ports of a pod in the {@code v4.channel.k8s.io} manner, what client libraries speak: the ports stand in the query, channel 2n carries the bytes
 * of the n-th, 2n+1 its errors, and each begins with the port's number. One connection per port.
 */
final class WebSocketForwarding {

    private final PodStreams pods;
    private final ObjectNode pod;
    private final ServerWebSocket socket;
    private final List<Integer> ports;
    private final List<Inbox> inputs = new ArrayList<>();

    /** Called on the event loop. */
    WebSocketForwarding(PodStreams pods, ObjectNode pod, Context context, ServerWebSocket socket, List<Integer> ports) {
        this.pods = pods;
        this.pod = pod;
        this.socket = socket;
        this.ports = ports;
        ports.forEach(port -> inputs.add(new Inbox(
                () -> context.runOnContext(unused -> socket.pause()),
                () -> context.runOnContext(unused -> socket.resume()))));
        socket.binaryMessageHandler(message -> receive(message.getBytes()));
        socket.closeHandler(unused -> inputs.forEach(Inbox::end));
        socket.exceptionHandler(failure -> socket.close());
    }

    void start() {
        for (int i = 0; i < ports.size(); i++) {
            int index = i;
            PipeThread.start(() -> forward(index));
        }
    }

    private void receive(byte[] message) {
        int channel = message.length == 0 ? -1 : message[0] & 0xff;
        if (channel >= 0 && channel % 2 == 0 && channel / 2 < inputs.size()) {
            inputs.get(channel / 2).put(Arrays.copyOfRange(message, 1, message.length));
        }
    }

    private void forward(int index) {
        int port = ports.get(index);
        byte[] number = {(byte) port, (byte) (port >> 8)};
        try {
            send(2 * index, number, number.length);
            send(2 * index + 1, number, number.length);
            String failure;
            try {
                failure = new Forward(pods, pod, port)
                        .run(inputs.get(index), (bytes, length) -> send(2 * index, bytes, length));
            } catch (ApiError e) {
                failure = e.getMessage();
            }
            if (!failure.isEmpty()) {
                byte[] text = failure.getBytes(StandardCharsets.UTF_8);
                send(2 * index + 1, text, text.length);
            }
            socket.close();
        } catch (IOException e) {
            // the client has gone; Forward has ended its process
        }
    }

    private void send(int channel, byte[] bytes, int length) throws IOException {
        Outbox.await(socket.write(
                Buffer.buffer(length + 1).appendByte((byte) channel).appendBytes(bytes, 0, length)));
    }
}
