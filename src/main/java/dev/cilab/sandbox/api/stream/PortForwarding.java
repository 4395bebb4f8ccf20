package dev.cilab.sandbox.api.stream;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.PodStreams;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ports of a pod over one SPDY connection, on a raw socket or tunnelled through a WebSocket. Each forwarded connection is a pair of streams
 * with the same {@code requestid}: its bytes, and what went wrong.
 */
final class PortForwarding {

    static final String PROTOCOL = "portforward.k8s.io";
    static final String TUNNEL = "SPDY/3.1+" + PROTOCOL;

    private final PodStreams pods;
    private final ObjectNode pod;
    private final SpdyConnection connection;
    private final Map<String, SpdyStream> errors = new ConcurrentHashMap<>();

    /** Called on the event loop. */
    PortForwarding(PodStreams pods, ObjectNode pod, Context context, ReadStream<Buffer> in, WriteStream<Buffer> out) {
        this.pods = pods;
        this.pod = pod;
        this.connection = new SpdyConnection(context, in, out, this::opened);
    }

    void closed() {
        connection.closed();
    }

    private void opened(SpdyStream stream) {
        String request = stream.header("requestid");
        if (stream.header("streamtype").equals("error")) {
            errors.put(request, stream);
        } else {
            Inbox input = connection.inbox();
            stream.onData(input::put, input::end);
            PipeThread.start(() -> forward(stream, input, errors.remove(request)));
        }
    }

    private void forward(SpdyStream data, Inbox input, SpdyStream error) {
        String port = data.header("port");
        try {
            String failure = "";
            try {
                Forward forward = new Forward(pods, pod, Integer.parseInt(port));
                failure = forward.run(input, data::write);
            } catch (ApiError | NumberFormatException e) {
                failure = e.getMessage();
            }
            if (!failure.isEmpty() && error != null) {
                byte[] text = ("error forwarding port " + port + " to pod " + Json.text(pod, "metadata", "name") + ": "
                                + failure)
                        .getBytes(StandardCharsets.UTF_8);
                error.write(text, text.length);
            }
            data.finish();
            if (error != null) {
                error.finish();
            }
        } catch (IOException e) {
            // the client has gone; Forward has ended its process
        }
    }
}
