package dev.cilab.sandbox.api.stream;

import dev.cilab.exec.PipeThread;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.PodStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running process and the wire that it is heard and fed through, until one of them ends. */
final class RemoteCommand {

    private static final System.Logger LOG = System.getLogger(RemoteCommand.class.getName());
    private static final int CHUNK = 32 * 1024;
    private static final long GRACE_SECONDS = 2;

    private final PodStreams pods;
    private final Process process;
    private final ExecRequest request;
    private final Wire wire;

    RemoteCommand(PodStreams pods, Process process, ExecRequest request, Wire wire) {
        this.pods = pods;
        this.process = process;
        this.request = request;
        this.wire = wire;
    }

    /** Returns when the process has ended and the client was told how. Its own thread. */
    void run() {
        wire.onClose(() -> Thread.startVirtualThread(() -> end(process)));
        if (request.tty()) {
            wire.onResize(this::resize);
        }
        Thread input = PipeThread.start(this::feed);
        Thread error = PipeThread.start(() -> pump(process.getErrorStream(), Channel.STDERR));
        pump(process.getInputStream(), Channel.STDOUT);
        try {
            error.join();
            int exit = process.waitFor();
            input.interrupt();
            wire.finish(Json.bytes(status(exit)));
        } catch (InterruptedException e) {
            end(process);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client left before the command ended", e);
        }
    }

    private void feed() {
        try {
            if (request.stdin()) {
                wire.input().pour(process.getOutputStream());
            } else if (!request.tty()) {
                process.getOutputStream().close();
            }
        } catch (InterruptedException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the command no longer reads", e);
        }
    }

    private void pump(InputStream from, Channel channel) {
        byte[] bytes = new byte[CHUNK];
        try {
            for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
                wire.send(channel, bytes, length);
            }
        } catch (IOException e) {
            // the client is gone or the process was killed; what it still says goes nowhere
            drain(from);
        }
    }

    private static void drain(InputStream from) {
        try (from) {
            from.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.TRACE, "the process's output ended early", e);
        }
    }

    private void resize(byte[] message) {
        try {
            JsonNode size = Json.read(message);
            int columns = size.path("Width").asInt(0);
            int rows = size.path("Height").asInt(0);
            if (columns > 0 && rows > 0) {
                Thread.startVirtualThread(() -> pods.resize(process, columns, rows));
            }
        } catch (JacksonException e) {
            LOG.log(System.Logger.Level.DEBUG, "not a terminal size", e);
        }
    }

    /** The process and what it started, first asked, then killed. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static ObjectNode status(int exit) {
        ObjectNode status = Json.object();
        status.putObject("metadata");
        if (exit == 0) {
            return status.put("status", "Success");
        }
        status.put("status", "Failure");
        status.put("message", "command terminated with exit code " + exit);
        status.put("reason", "NonZeroExitCode");
        status.putObject("details")
                .putArray("causes")
                .addObject()
                .put("reason", "ExitCode")
                .put("message", String.valueOf(exit));
        return status;
    }
}
