package dev.cilab.sandbox.api.stream;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.PodStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** One connection to a port of a pod. */
final class Forward {

    private static final int CHUNK = 32 * 1024;

    private final Process process;

    /** Takes bytes for the client; blocks until they are on their way. */
    interface Sink {
        void write(byte[] bytes, int length) throws IOException;
    }

    /** @throws ApiError when the pod does not run */
    Forward(PodStreams pods, ObjectNode pod, int port) {
        this.process = pods.forward(Json.text(pod, "metadata", "namespace"), Json.text(pod, "metadata", "name"), port);
    }

    /**
     * Returns when the pod's side has ended.
     *
     * @return why the connection failed; empty when it did not
     * @throws IOException when the client has gone
     */
    String run(Inbox input, Sink output) throws IOException {
        Thread feeder = PipeThread.start(() -> feed(input));
        StringBuilder complaint = new StringBuilder();
        Thread listener = PipeThread.start(() -> complaint.append(read(process.getErrorStream())));
        try (InputStream from = process.getInputStream()) {
            byte[] bytes = new byte[CHUNK];
            for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
                output.write(bytes, length);
            }
            listener.join();
            return process.waitFor() == 0 ? "" : complaint.toString().strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            feeder.interrupt();
            RemoteCommand.end(process);
        }
    }

    private void feed(Inbox input) {
        try {
            input.pour(process.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(InputStream from) {
        try (from) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
